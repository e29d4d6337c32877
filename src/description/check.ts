import { z } from "zod";
import { withoutConsequences } from "./consequences";
import { parseCluster } from "./parse";
import { STAND_IN } from "./parsing/salvage";
import { schemaAt, valueAt } from "./parsing/shape";
import type { KeyPath, Problem } from "./problem";
import type { Finding } from "./report";
import { DescriptionError, findingOf, sortFindings } from "./report";
import { ClusterSchema, type ParsedCluster } from "./schema/cluster";
import type { Source } from "./source";

/**
 * Checks one cluster, where need be against all (which includes the one). The list is the same for every cluster.
 *
 * A cluster whose name is wrong isn't among all: nothing can be said about its name and those of others.
 */
export type Rule<C> = (cluster: C, all: readonly C[]) => Problem[];

/** Descriptions without an error. */
export interface CheckedClusters<C> {
  /** One for each source that describes one, in their order. */
  readonly clusters: readonly C[];
  /** Worth a look, sorted. */
  readonly warnings: readonly Finding[];
}

interface Candidate<C> {
  readonly source: Source;
  readonly problems: readonly Problem[];
  readonly broken: readonly KeyPath[];
  readonly cluster?: C;
}

/**
 * Parses, resolves and checks descriptions, all of them before it complains.
 *
 * @param resolve - works out what follows from a description; it also gets clusters with stand-ins for wrong values, and mustn't throw
 * @throws DescriptionError with everything that is wrong, and without what is only worth a look, with any of the sources
 */
export function checkClusters<C>(
  sources: readonly Source[],
  resolve: (cluster: ParsedCluster) => C,
  rules: readonly Rule<C>[],
): CheckedClusters<C> {
  const candidates = sources.map((source) => parseSource(source, resolve));
  const all = candidates.flatMap(({ cluster, broken }) =>
    cluster !== undefined && !broken.some(([key]) => key === "name") ? [cluster] : [],
  );
  const findings = sortFindings(candidates.flatMap((candidate) => findingsOf(candidate, all, rules)));
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new DescriptionError(errors);
  const clusters = candidates.flatMap(({ cluster }) => (cluster === undefined ? [] : [cluster]));
  return { clusters, warnings: findings };
}

function parseSource<C>(source: Source, resolve: (cluster: ParsedCluster) => C): Candidate<C> {
  if (!source.readable) return { source, problems: source.problems, broken: source.broken };
  const parsed = parseCluster(source.value, source.text);
  const problems = [...source.problems, ...withoutConsequences(parsed.problems, source.broken)];
  const broken = [...source.broken, ...parsed.broken];
  return { source, problems, broken, ...(parsed.cluster && { cluster: resolve(parsed.cluster) }) };
}

function findingsOf<C>(
  { source, problems, broken, cluster }: Candidate<C>,
  all: readonly C[],
  rules: readonly Rule<C>[],
): Finding[] {
  const byRules = cluster === undefined ? [] : rules.flatMap((rule) => rule(cluster, all));
  const own = withoutConsequences(byRules, broken).filter(({ message }) => !message.includes(STAND_IN));
  return [
    ...problems.map((problem) => findingOf(source, problem)),
    ...own.flatMap((problem) => ruleFinding(source, problem)),
  ];
}

/** What a rule found; of a default that nobody wrote, it says so. */
function ruleFinding(source: Source, problem: Problem): Finding[] {
  const { path, message, untilWritten = false, ifWritten = false } = problem;
  if (valueAt(source.value, path) !== undefined) return untilWritten ? [] : [findingOf(source, problem)];
  if (ifWritten) return [];
  if (!untilWritten && !isDefault(path)) return [findingOf(source, problem)];
  const note = untilWritten ? "this is the default; write it down to keep it, and this goes" : "this is the default";
  const finding = findingOf(source, { ...problem, message: `${message} (${note})` });
  // Where nothing of it is written, no line is better than another.
  const { position: _, ...unplaced } = finding;
  return [valueAt(source.value, path.slice(0, 1)) === undefined ? unplaced : finding];
}

/** Whether something is at the path although nothing is written there. */
function isDefault(path: KeyPath): boolean {
  const schema = schemaAt(ClusterSchema, path);
  if (schema === undefined) return false;
  const { data } = z.safeParse(schema, undefined);
  return data !== undefined || z.globalRegistry.get(schema)?.default !== undefined;
}
