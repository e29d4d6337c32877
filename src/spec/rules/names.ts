import { nodeRoleName } from "../../identity/role-names";
import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem } from "../problem";

/** IAM takes 64 characters, and Karpenter's documents name the role so. */
const LONGEST_NAME = 64 - nodeRoleName("").length;

/**
 * Names that AWS and Terraform want short, or only once.
 * @param others the other clusters of the project
 */
export function nameRules({ name }: ClusterSpec, others: readonly ClusterSpec[]): Problem[] {
  const problems: Problem[] = [];
  if (name.length > LONGEST_NAME) {
    problems.push(
      error(
        ["name"],
        `the name has ${name.length} characters, and the role ${nodeRoleName(name)} would have more than the 64 that IAM takes; shorten it to ${LONGEST_NAME} at most`,
      ),
    );
  }
  for (const other of others) {
    // IAM and many file systems don't tell upper from lower case.
    const shared = stackNames(name).find((stack) => stackNames(other.name).includes(stack));
    if (shared === undefined) continue;
    const message =
      name.toLowerCase() === other.name.toLowerCase()
        ? `another cluster is named "${other.name}"; give each a name of its own`
        : `cluster "${name}" and cluster "${other.name}" both have a stack named "${shared}"; rename one of the clusters`;
    problems.push(error(["name"], message));
  }
  return problems;
}

function stackNames(name: string): string[] {
  return [name.toLowerCase(), `${name.toLowerCase()}-addons`];
}
