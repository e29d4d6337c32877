import { z } from "zod";
import { type Format, parseDescription } from "./parse";
import { STAND_IN } from "./parsing/salvage";
import { schemaAt, valueAt } from "./parsing/shape";
import { withoutConsequences } from "./path-set";
import { formatPath, type KeyPath, type Problem, warning } from "./problem";
import type { Finding } from "./report";
import { DescriptionError, findingOf, sortFindings } from "./report";
import type { ParsedShared } from "./schema/cluster";
import type { Source, SourceReader } from "./source";

/**
 * Checks one cluster, where need be against all (which includes the one). The list is the same for every cluster.
 *
 * A cluster whose name is wrong isn't among all: nothing can be said about its name and those of others.
 */
export type Rule<C> = (cluster: C, all: readonly C[]) => Problem[];

/** What was described, and what was found. */
export interface ExaminedClusters<C> {
  /** One for each source that describes one, in their order; with stand-ins where there are errors. */
  readonly clusters: readonly C[];
  /** The sources of the clusters, in the same order. */
  readonly sources: readonly Source[];
  /** Names of all that was looked at. */
  readonly origins: readonly string[];
  /** How many sources weren't looked at, after enough errors in others. */
  readonly unchecked: number;
  /** Errors and warnings, sorted. */
  readonly findings: readonly Finding[];
}

/** Descriptions without an error. */
export interface CheckedClusters<C> {
  /** One for each source that describes one, in their order. */
  readonly clusters: readonly C[];
  /** The sources of the clusters, in the same order. */
  readonly sources: readonly Source[];
  /** Worth a look, sorted. */
  readonly warnings: readonly Finding[];
}

interface Candidate<C> {
  readonly source: Source;
  readonly problems: readonly Problem[];
  readonly broken: readonly KeyPath[];
  /** Keys whose warnings were read. */
  readonly acknowledged: readonly string[];
  readonly cluster?: C;
}

/** Errors after which no further source is looked at: nobody mends more in one go, and each costs time. */
const ENOUGH = 1000;

/**
 * Parses, resolves and checks descriptions, all of them before it complains; unless they are so many, and so wrong, that
 * the first give more to do than anybody reads.
 *
 * @param format - how a cluster is described
 * @param resolve - works out what follows from a description; it also gets clusters with stand-ins for wrong values, and mustn't throw
 * @throws DescriptionError with everything that is wrong, and without what is only worth a look, with any of the sources
 */
export function checkClusters<S extends z.ZodType<ParsedShared>, C>(
  format: Format<S>,
  readers: readonly SourceReader[],
  resolve: (cluster: z.output<S>) => C,
  rules: readonly Rule<C>[],
): CheckedClusters<C> {
  const { clusters, sources, unchecked, findings } = examineClusters(format, readers, resolve, rules);
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new DescriptionError(errors, unchecked);
  return { clusters, sources, warnings: findings };
}

/** Does what `checkClusters` does, for who wants to see warnings beside errors; it never throws. */
export function examineClusters<S extends z.ZodType<ParsedShared>, C>(
  format: Format<S>,
  readers: readonly SourceReader[],
  resolve: (cluster: z.output<S>) => C,
  rules: readonly Rule<C>[],
): ExaminedClusters<C> {
  const candidates = untilEnough(
    readers,
    (read) => parseSource(format, read(), resolve),
    ({ problems }) => countErrors(problems),
  );
  const all = candidates.flatMap(({ cluster, broken }) =>
    cluster !== undefined && !broken.some(([key]) => key === "name") ? [cluster] : [],
  );
  const checked = untilEnough(candidates, (candidate) => findingsOf(candidate, all, rules, format.schema), countErrors);
  const sound = candidates.flatMap(({ source, cluster }) => (cluster === undefined ? [] : [{ source, cluster }]));
  return {
    clusters: sound.map(({ cluster }) => cluster),
    sources: sound.map(({ source }) => source),
    origins: candidates.map(({ source }) => source.origin),
    unchecked: readers.length - checked.length,
    findings: sortFindings(checked.flat()),
  };
}

/** Maps values until there are errors enough. */
function untilEnough<A, B>(values: readonly A[], map: (value: A) => B, errorsOf: (result: B) => number): B[] {
  const results: B[] = [];
  let errors = 0;
  for (const value of values) {
    if (errors >= ENOUGH) break;
    const result = map(value);
    errors += errorsOf(result);
    results.push(result);
  }
  return results;
}

function countErrors(problems: readonly Pick<Problem, "severity">[]): number {
  return problems.filter(({ severity }) => severity === "error").length;
}

function parseSource<S extends z.ZodType<ParsedShared>, C>(
  format: Format<S>,
  source: Source,
  resolve: (cluster: z.output<S>) => C,
): Candidate<C> {
  if (!source.readable) return { source, problems: source.problems, broken: source.broken, acknowledged: [] };
  const parsed = parseDescription(format, source.value, source.text);
  const problems = [...source.problems, ...withoutConsequences(parsed.problems, source.broken)];
  const broken = [...source.broken, ...parsed.broken];
  const { value: cluster } = parsed;
  const acknowledged = cluster?.acknowledged ?? [];
  return { source, problems, broken, acknowledged, ...(cluster && { cluster: resolve(cluster) }) };
}

function findingsOf<C>(
  { source, problems, broken, acknowledged, cluster }: Candidate<C>,
  all: readonly C[],
  rules: readonly Rule<C>[],
  schema: z.ZodType,
): Finding[] {
  const byRules = cluster === undefined ? [] : rules.flatMap((rule) => rule(cluster, all));
  const own = withoutConsequences(byRules, broken).filter(({ message }) => !message.includes(STAND_IN));
  const findings = [
    ...problems.map((problem) => findingOf(source, problem)),
    ...own.flatMap((problem) => ruleFinding(source, problem, schema)),
  ];
  return unacknowledged(findings, acknowledged, source);
}

/** Leaves out warnings that were read, and warns of an acknowledgement that is for nothing. */
function unacknowledged(findings: readonly Finding[], acknowledged: readonly string[], source: Source): Finding[] {
  const about = (path: KeyPath, key: string) => {
    const rest = formatPath(path).slice(key.length);
    return formatPath(path).startsWith(key) && (rest === "" || rest.startsWith(".") || rest.startsWith("["));
  };
  const isRead = ({ severity, path }: Finding) =>
    severity === "warning" && acknowledged.some((key) => about(path, key));
  const idle = acknowledged.flatMap((key, index) =>
    findings.some(({ severity, path }) => severity === "warning" && about(path, key))
      ? []
      : [warning(["acknowledged", index], `nothing is warned of at ${key}; remove it here`)],
  );
  return [...findings.filter((finding) => !isRead(finding)), ...idle.map((problem) => findingOf(source, problem))];
}

/** What a rule found; of a default that nobody wrote, it says so. */
function ruleFinding(source: Source, problem: Problem, schema: z.ZodType): Finding[] {
  const { path, message, untilWritten = false, ifWritten = false } = problem;
  if (valueAt(source.value, path) !== undefined) return untilWritten ? [] : [findingOf(source, problem)];
  if (ifWritten) return [];
  if (!untilWritten && !isDefault(schema, path)) return [findingOf(source, problem)];
  const note = untilWritten ? "this is the default; write it down to keep it, and this goes" : "this is the default";
  const finding = findingOf(source, { ...problem, message: `${message} (${note})` });
  // Where nothing of it is written, no line is better than another.
  const { position: _, ...unplaced } = finding;
  return [valueAt(source.value, path.slice(0, 1)) === undefined ? unplaced : finding];
}

/** Whether something is at the path although nothing is written there. */
function isDefault(root: z.ZodType, path: KeyPath): boolean {
  const schema = schemaAt(root, path);
  if (schema === undefined) return false;
  const { data } = z.safeParse(schema, undefined);
  return data !== undefined || z.globalRegistry.get(schema)?.default !== undefined;
}
