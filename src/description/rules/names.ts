import { addonsStackName } from "../../knowledge/names";
import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem } from "../problem";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_ROLE_NAME = 64;

/**
 * Names that AWS and Terraform want short, or only once.
 * @param clusters the clusters of the project; whether the one is among them is of no matter
 * @param roleNames of all roles that are made for the cluster
 */
export function nameRules(
  cluster: ClusterSpec,
  clusters: readonly ClusterSpec[],
  roleNames: readonly string[],
): Problem[] {
  return [
    ...lengthProblems(cluster.name, roleNames),
    ...stackNames(cluster.name).flatMap((stack) => sharedStack(stack, cluster, takersOf(stack, clusters))),
  ];
}

function lengthProblems(name: string, roleNames: readonly string[]): Problem[] {
  const [longest = ""] = roleNames.toSorted((one, other) => other.length - one.length);
  const excess = longest.length - LONGEST_ROLE_NAME;
  if (excess <= 0) return [];
  return [
    error(
      ["name"],
      `the name has ${name.length} characters, and the role ${longest} would have more than the ${LONGEST_ROLE_NAME} that IAM takes; shorten it to ${name.length - excess} at most`,
    ),
  ];
}

/** One line for each stack that is somebody else's too, however many they are. */
function sharedStack(stack: string, cluster: ClusterSpec, takers: readonly ClusterSpec[]): Problem[] {
  const { name } = cluster;
  const isNamesake = (other: ClusterSpec) => other.name.toLowerCase() === name.toLowerCase();
  const other = takers.find((taker) => taker !== cluster);
  if (!other) return [];
  const further = takers.length - (takers.includes(cluster) ? 2 : 1);
  const more = further > 0 ? ` (and ${further} more)` : "";
  if (!isNamesake(other)) {
    return [
      error(
        ["name"],
        `cluster "${name}" and cluster "${other.name}" both have a stack named "${stack}"; rename one of the clusters`,
      ),
    ];
  }
  return stack === name.toLowerCase()
    ? [error(["name"], `another cluster is named "${other.name}"${more}; give each a name of its own`)]
    : [];
}

const indexes = new WeakMap<readonly ClusterSpec[], ReadonlyMap<string, readonly ClusterSpec[]>>();

/** The clusters that have a stack of this name. */
function takersOf(stack: string, clusters: readonly ClusterSpec[]): readonly ClusterSpec[] {
  const index = indexes.get(clusters) ?? byStack(clusters);
  indexes.set(clusters, index);
  return index.get(stack) ?? [];
}

function byStack(clusters: readonly ClusterSpec[]): Map<string, ClusterSpec[]> {
  const index = new Map<string, ClusterSpec[]>();
  for (const cluster of clusters) {
    for (const stack of stackNames(cluster.name)) {
      const takers = index.get(stack);
      if (takers) takers.push(cluster);
      else index.set(stack, [cluster]);
    }
  }
  return index;
}

/** IAM and many file systems don't tell upper from lower case. */
function stackNames(name: string): string[] {
  return [name.toLowerCase(), addonsStackName(name.toLowerCase())];
}
