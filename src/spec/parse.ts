import type { z } from "zod";
import { withoutConsequences } from "./consequences";
import type { Fault } from "./parsing/fault";
import { faultsOf } from "./parsing/fault";
import { meantKey, problemOf } from "./parsing/message";
import { isWithin, salvage } from "./parsing/salvage";
import { valueAt } from "./parsing/shape";
import type { KeyPath, Problem } from "./problem";
import type { ParsedCluster } from "./schema/cluster";
import { ClusterSchema } from "./schema/cluster";

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

/**
 * Parses what somebody wrote, and tells all that is wrong with its shape and its single values.
 *
 * @param text - a single value as it was written; by default nothing is known but the value
 */
export function parse<S extends z.ZodType>(
  schema: S,
  input: unknown,
  text: (path: KeyPath) => string | undefined = () => undefined,
): Parsed<z.output<S>> {
  const problems: Problem[] = [];
  const broken: KeyPath[] = [];
  let value = input;
  for (let round = 0; round < ROUNDS; round++) {
    const result = schema.safeParse(value, { error: () => "" });
    if (result.success) return { value: result.data, problems, broken };
    const faults = withoutMisspelt(faultsOf(result.error.issues), value, schema);
    const found = faults.map((fault) => problemOf(fault, { schema, input: value, text }));
    problems.push(...distinct(withoutConsequences(found, broken)));
    const salvaged = salvage(value, faultsOf(result.error.issues), schema);
    if (!salvaged) return { problems, broken };
    value = salvaged.value;
    broken.push(...salvaged.broken);
  }
  return { problems, broken };
}

/** What came of parsing the description of a cluster. */
export interface ParseResult extends Omit<Parsed<ParsedCluster>, "value"> {
  /** The description with its defaults. With problems: what could be saved of it, good for further checks only. */
  readonly cluster?: ParsedCluster;
}

/** Parses the description of a cluster; see {@link parse}. */
export function parseCluster(input: unknown, text?: (path: KeyPath) => string | undefined): ParseResult {
  const { value, ...rest } = parse(ClusterSchema, input, text);
  return { ...rest, ...(value && { cluster: value }) };
}

/** Drops missing keys that are there, only misspelt: the unknown key is the one problem. */
function withoutMisspelt(faults: readonly Fault[], value: unknown, schema: z.ZodType): Fault[] {
  const meant = faults.flatMap(({ kind, path }) => (kind === "unknownKey" ? [meantKey(path, schema)] : []));
  return faults.filter(
    ({ path }) =>
      valueAt(value, path) !== undefined ||
      !meant.some((key) => key && key.length === path.length && isWithin(path, key)),
  );
}

function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.path, problem.message]), problem])).values()];
}
