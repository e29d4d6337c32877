import type { z } from "zod";
import { suggest } from "../../knowledge/suggestion";
import type { KeyPath, Problem } from "../problem";
import { error, formatPath } from "../problem";
import type { Fault } from "./fault";
import { accepts, branches, homesOf, knownKeys, schemaAt, valueAt } from "./shape";
import { either, given, literal, needed, ownWords, quoted } from "./wording";

/** What the messages about a description lean on. */
export interface Context {
  readonly schema: z.core.$ZodType;
  readonly input: unknown;
  /** A single value as it was written. */
  readonly text: (path: KeyPath) => string | undefined;
  /** What to say of an unknown key that another tool has. */
  readonly foreignKey: (path: KeyPath) => string | undefined;
}

/** Puts a fault in words. */
export function problemOf(fault: Fault, context: Context): Problem {
  if (fault.kind === "unknownKey") return { ...error(fault.path, unknownKeyMessage(fault.path, context)), at: "key" };
  if (fault.kind === "key") {
    const reason =
      fault.message === "" ? "it is too short, too long or has other characters than it may" : fault.message;
    return {
      ...error(fault.path, `the key ${quoted(String(fault.path.at(-1)))} is not possible; ${reason}`),
      at: "key",
    };
  }
  return error(fault.path, valueMessage(fault, context));
}

/** The path of the key that was meant by an unknown one, if one is near enough. */
export function meantKey(path: KeyPath, schema: z.core.$ZodType): KeyPath | undefined {
  const parent = path.slice(0, -1);
  const parentSchema = schemaAt(schema, parent);
  const key = parentSchema && suggest(String(path.at(-1)), knownKeys(parentSchema));
  return key === undefined ? undefined : [...parent, key];
}

function unknownKeyMessage(path: KeyPath, { schema, input, foreignKey }: Context): string {
  const foreign = foreignKey(path);
  if (foreign !== undefined) return `unknown key; ${foreign}`;
  const parent = path.slice(0, -1);
  const meant = meantKey(path, schema);
  if (meant) {
    const taken = valueAt(input, meant) !== undefined;
    const name = String(meant.at(-1));
    return taken ? `unknown key; ${name} is already there: remove this one` : `unknown key; did you mean ${name}?`;
  }
  const homes = homesOf(String(path.at(-1)), schema);
  if (homes.length > 0 && homes.length <= 3) {
    return `unknown key; it belongs ${either(homes.map((home) => (home === "" ? "at the top" : `in ${home}`)))}`;
  }
  const parentSchema = schemaAt(schema, parent);
  const known = parentSchema ? knownKeys(parentSchema) : [];
  const where = parent.length === 0 ? "at the top" : `in ${formatPath(parent)}`;
  return `unknown key; remove it, or use one that is known ${where}: ${known.join(", ")}`;
}

function valueMessage(fault: Exclude<Fault, { kind: "unknownKey" | "key" }>, context: Context): string {
  const value = valueAt(context.input, fault.path);
  const schema = schemaAt(context.schema, fault.path);
  if (value === undefined && schema) {
    return `missing; ${fault.message || (ownWords(schema) ?? `${needed(schema)} is needed`)}`;
  }
  const got = given(value, context.text(fault.path));
  switch (fault.kind) {
    case "type":
      return typeMessage(fault, value, schema, context);
    case "choice":
      return fault.message === "" ? `got ${got}; ${choices(value, fault.values)}` : explained(got, fault.message);
    case "size":
      return explained(got, fault.message === "" ? sizeMessage(fault, value) : fault.message);
    case "value":
      return explained(got, fault.message === "" ? otherMessage(schema) : fault.message, value);
  }
}

/** Rules on whole objects, and those that show the value themselves, bring a complete message. */
function explained(got: string, message: string, value?: unknown): string {
  const complete = message.startsWith("got ") || (value !== null && typeof value === "object");
  return complete ? message : `got ${got}; ${message}`;
}

function otherMessage(schema: z.core.$ZodType | undefined): string {
  const own = schema && ownWords(schema);
  return own ?? "a value of another form is needed, as the reference of cluster files has it";
}

function typeMessage(fault: Fault, value: unknown, schema: z.core.$ZodType | undefined, { text }: Context): string {
  const wanted = fault.message !== "" ? fault.message : `${schema ? needed(schema) : "another type"} is needed`;
  if (value === null) {
    const hint = schema && accepts(schema, undefined) ? ", or leave the key out for its default" : "";
    return `has no value; ${wanted}${hint}`;
  }
  // An object may have a key "toString" of its own.
  const written = text(fault.path) ?? (typeof value === "object" ? "" : String(value));
  const hint = schema && fault.message === "" ? typeHint(value, written, branches(schema)) : "";
  return `got ${given(value, text(fault.path))}; ${wanted}${hint}`;
}

const TRUE_AND_FALSE: ReadonlyMap<string, string> = new Map([
  ["true", "true"],
  ["yes", "true"],
  ["on", "true"],
  ["false", "false"],
  ["no", "false"],
  ["off", "false"],
]);

/** How the very same value is written so that it has the type that is needed. */
function typeHint(value: unknown, written: string, wanted: readonly z.core.$ZodType[]): string {
  const wants = (type: string) => wanted.some((schema) => schema._zod.def.type === type);
  if (wants("string") && (Number.isFinite(value) || typeof value === "boolean")) return `, in quotes: "${written}"`;
  if (wants("boolean") && typeof value === "string") {
    const meant = TRUE_AND_FALSE.get(value.toLowerCase());
    if (meant) return `; write ${meant} without quotes`;
  }
  if (wants("number") && typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) {
    return `; write ${value} without quotes`;
  }
  if (wants("array") && (typeof value === "string" || Number.isFinite(value))) {
    return `: [${typeof value === "string" ? quoted(value) : written}]`;
  }
  return "";
}

function choices(value: unknown, values: readonly unknown[]): string {
  const all = values.length === 1 ? literal(values[0]) : `one of ${either(values.map(literal))}`;
  if (typeof value === "object") return `${all} is needed`;
  const same = values.find((candidate) => typeof candidate !== typeof value && String(candidate) === String(value));
  if (same !== undefined) {
    return `${all} is needed: write ${typeof same === "string" ? JSON.stringify(same) : `${same} without quotes`}`;
  }
  const strings = values.filter((candidate) => typeof candidate === "string");
  const near = typeof value === "string" ? suggest(value, strings) : undefined;
  return near === undefined || values.length === 1 ? `${all} is needed` : `${all} is needed; did you mean ${near}?`;
}

function sizeMessage(fault: Extract<Fault, { kind: "size" }>, value: unknown): string {
  const amount = `at ${fault.bound} ${fault.limit}`;
  const verb = fault.bound === "least" ? "needed" : "possible";
  const [one, many] = typeof value === "string" ? ["character", "characters"] : ["item", "items"];
  if (typeof value === "number") return `${amount} is ${verb}`;
  return fault.limit === 1 ? `${amount} ${one} is ${verb}` : `${amount} ${many} are ${verb}`;
}
