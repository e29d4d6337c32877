import type { z } from "zod";
import type { Fault } from "./parsing/fault";
import { faultsOf } from "./parsing/fault";
import type { ForeignWords } from "./parsing/foreign";
import { meantKey, problemOf } from "./parsing/message";
import { salvage } from "./parsing/salvage";
import { valueAt } from "./parsing/shape";
import { PathSet, withoutConsequences } from "./path-set";
import { error, type KeyPath, type Problem } from "./problem";

/** What came of parsing something that somebody wrote. */
export interface Parsed<T> {
  /** What was written, with its defaults. With problems: what could be saved of it, good for further checks only. */
  readonly value?: T;
  readonly problems: readonly Problem[];
  /** Where `value` doesn't say what was written. What is found there, or because of it, is a mere consequence. */
  readonly broken: readonly KeyPath[];
}

/** Checks that only run on a sound shape can find more once it is mended; more rounds than this find nothing new. */
const ROUNDS = 5;

/** Nobody reads more at once, and to put each of a million in words takes minutes. */
const MANY = 200;

/** What else is known where something is parsed. */
export interface ParseHints {
  /** A single value as it was written. @default - nothing is known but the value */
  readonly text?: (path: KeyPath) => string | undefined;
  /** What to say of an unknown key that another tool has. @default - no other tool is known */
  readonly foreignKey?: (path: KeyPath) => string | undefined;
}

/** Parses what somebody wrote, and tells all that is wrong with its shape and its single values. */
export function parse<S extends z.ZodType>(schema: S, input: unknown, hints: ParseHints = {}): Parsed<z.output<S>> {
  const { text = () => undefined, foreignKey = () => undefined } = hints;
  const problems: Problem[] = [];
  const broken: KeyPath[] = [];
  let value = input;
  for (let round = 0; round < ROUNDS; round++) {
    const result = schema.safeParse(value, { error: () => "" });
    if (result.success) return { value: result.data, problems, broken };
    const all = faultsOf(result.error.issues);
    const faults = firstOfEachValue(withoutMisspelt(all, value, schema), value);
    const found = faults.slice(0, MANY).map((fault) => problemOf(fault, { schema, input: value, text, foreignKey }));
    problems.push(...distinct(withoutConsequences(found, broken)));
    if (faults.length > MANY) {
      const message = `${faults.length} values are wrong here; ${MANY} of them are told`;
      problems.push({ ...error([], message), untold: faults.length - MANY - 1 });
    }
    const salvaged = salvage(value, all, schema);
    if (!salvaged) return { problems, broken };
    value = salvaged.value;
    broken.push(...salvaged.broken);
  }
  return { problems, broken };
}

/** How something is described: the schema of it, and what other tools call what is in it. */
export interface Format<S extends z.ZodType> {
  readonly schema: S;
  readonly foreign: ForeignWords;
}

/** Parses a description that may be one of another tool; see {@link parse}. */
export function parseDescription<S extends z.ZodType>(
  { schema, foreign }: Format<S>,
  input: unknown,
  text?: (path: KeyPath) => string | undefined,
): Parsed<z.output<S>> {
  const problem = foreign.file(input);
  if (problem) return { problems: [problem], broken: [] };
  return parse(schema, input, { foreignKey: foreign.key, ...(text && { text }) });
}

/** Drops missing keys that are there, only misspelt: the unknown key is the one problem. */
function withoutMisspelt(faults: readonly Fault[], value: unknown, schema: z.ZodType): Fault[] {
  const meant = new PathSet();
  for (const { kind, path } of faults) {
    const key = kind === "unknownKey" ? meantKey(path, schema) : undefined;
    if (key) meant.add(key);
  }
  return faults.filter(({ path }) => valueAt(value, path) !== undefined || !meant.has(path));
}

/**
 * Of all that is wrong with one single value, or with one of a wrong type, the first: the rest follows from it more often
 * than not.
 */
function firstOfEachValue(faults: readonly Fault[], value: unknown): Fault[] {
  const ofOtherType = new PathSet(faults.filter(({ kind }) => kind === "type").map(({ path }) => path));
  const seen = new PathSet();
  return faults.filter(({ path }) => {
    const inner = valueAt(value, path);
    if (typeof inner === "object" && inner !== null && !ofOtherType.has(path)) return true;
    const isFirst = !seen.has(path);
    seen.add(path);
    return isFirst;
  });
}

function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.path, problem.message]), problem])).values()];
}
