import { error, type KeyPath, type Problem, warning } from "../../problem";
import { CAPACITY_TYPE } from "../labels";
import type { NodePool } from "../objects";

/** Rules for how much a NodePool may start: limits, and pools of a fixed size. */
export function capacityRules(pool: NodePool, path: KeyPath): Problem[] {
  const { replicas, weight, limits } = pool.spec;
  const resources = Object.keys(limits ?? {});
  if (replicas === undefined) {
    return resources.length > 0
      ? []
      : [
          warning(
            [...path, "limits"],
            "without limits, nothing bounds what this pool may cost; set one, such as cpu: 1000",
          ),
        ];
  }
  const problems: Problem[] = [];
  if (weight !== undefined) {
    problems.push(error([...path, "weight"], "a static pool (one with 'replicas') has no weight; drop one of the two"));
  }
  for (const resource of resources.filter((name) => name !== "nodes")) {
    problems.push(
      error(
        [...path, "limits", resource],
        "a static pool (one with 'replicas') can limit nothing but 'nodes'; drop this limit",
      ),
    );
  }
  return problems;
}

/** Whether Karpenter may buy spot capacity for the pool. */
export function allowsSpot(pool: NodePool): boolean {
  const requirement = pool.spec.template.spec.requirements.find(({ key }) => key === CAPACITY_TYPE);
  return requirement?.operator === "In" && (requirement.values ?? []).includes("spot");
}

/** Karpenter's policy does not let it make the service-linked role that an account needs once for spot instances. */
export function spotWarning(path: KeyPath): Problem {
  return warning(
    path,
    "spot instances need the service-linked role AWSServiceRoleForEC2Spot in the account; if it has never used spot, run 'aws iam create-service-linked-role --aws-service-name spot.amazonaws.com' once",
  );
}
