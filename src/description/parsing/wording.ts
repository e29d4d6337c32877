import { z } from "zod";
import { accepts, bare, branches, knownKeys } from "./shape";

const LONGEST = 60;

/** A value as a message shows it: its type and, if it is a single one, the value as it was written. */
export function given(value: unknown, text?: string): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "string") return `the string ${quoted(value)}`;
  if (typeof value === "number" || typeof value === "bigint") return `the number ${text ?? value}`;
  if (typeof value === "boolean") return text ?? String(value);
  if (typeof value === "object") return "an object";
  return value === undefined ? "nothing" : `a ${typeof value}`;
}

/** A string in quotes, shortened if it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

/** A literal as it is written in YAML. */
export function literal(value: unknown): string {
  return typeof value === "string" && !/^[A-Za-z][\w.-]*$/.test(value) ? JSON.stringify(value) : String(value);
}

/** `a, b or c` */
export function either(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

const NOUNS: Record<string, string> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  bigint: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

/** A type as zod names it, in plain words. */
function noun(type: string): string {
  return NOUNS[type] ?? `a value of type ${type}`;
}

/** What a schema takes, to complete "... is needed". */
export function needed(schema: z.core.$ZodType): string {
  const literals = possibleLiterals(schema);
  if (literals) return literals.length === 1 ? literal(literals[0]) : `one of ${either(literals.map(literal))}`;
  return either([...new Set(branches(schema).map(neededByOne))]);
}

function neededByOne(schema: z.core.$ZodType): string {
  const literals = possibleLiterals(schema);
  if (literals) return either(literals.map(literal));
  if (schema instanceof z.ZodNumber && schema.format !== null) return noun("int");
  if (schema instanceof z.ZodObject) {
    const required = knownKeys(schema).filter((key) => !accepts(schema.shape[key], undefined));
    return required.length === 0 ? "an object" : `an object with ${required.join(", ")}`;
  }
  return noun(schema._zod.def.type);
}

/** All that a schema takes, if that is a list of literals. */
function possibleLiterals(schema: z.core.$ZodType): unknown[] | undefined {
  const inner = bare(schema);
  if (inner instanceof z.ZodEnum) return inner.options;
  if (inner instanceof z.ZodLiteral) return [...inner.values];
  if (!(inner instanceof z.ZodUnion)) return undefined;
  const parts = inner.def.options.map(possibleLiterals);
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** What the schema itself says is needed, learnt by giving it a value that is the right type and nothing else. */
export function ownWords(schema: z.core.$ZodType): string | undefined {
  const inner = bare(schema);
  const probe =
    inner instanceof z.ZodString || inner instanceof z.ZodStringFormat || inner instanceof z.ZodEnum
      ? ""
      : inner instanceof z.ZodArray
        ? []
        : undefined;
  if (probe === undefined) return undefined;
  const { error } = z.safeParse(inner, probe, { error: () => "" });
  return error?.issues.map(({ message }) => message).find((message) => message !== "");
}
