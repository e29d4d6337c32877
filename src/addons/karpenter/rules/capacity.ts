import { error, type KeyPath, type Problem, warning } from "../../../description/problem";
import { readQuantity } from "../../../knowledge/quantity";
import { didYouMean } from "../../../knowledge/suggestion";
import { originPath } from "../description/context";
import { CAPACITY_TYPE } from "../description/labels";
import type { NodePool } from "../description/objects";
import { wantedLabels } from "../description/requirement-set";
import type { ParsedNodePool } from "../schema/node-pool";

/** Resources of a node by the names that Kubernetes and Karpenter have for them; all others carry a domain. */
const RESOURCES = ["cpu", "memory", "ephemeral-storage", "pods", "nodes", "hugepages-2Mi", "hugepages-1Gi"];

/** What is meant by names that others than Kubernetes have for a resource. */
const MEANT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    gpu: "nvidia.com/gpu",
    gpus: "nvidia.com/gpu",
    neuron: "aws.amazon.com/neuron",
    storage: "ephemeral-storage",
    disk: "ephemeral-storage",
    instances: "nodes",
    replicas: "nodes",
  }),
);

/** Rules for how much a NodePool may start: limits, and pools of a fixed size. */
export function capacityRules(pool: NodePool, path: KeyPath): Problem[] {
  const { replicas, weight, limits = {} } = pool.spec;
  if (replicas === undefined) {
    return Object.keys(limits).length > 0
      ? limitProblems(limits, path)
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
  for (const resource of Object.keys(limits).filter((name) => name !== "nodes")) {
    problems.push(
      error(
        [...path, "limits", resource],
        "a static pool (one with 'replicas') can limit nothing but 'nodes'; drop this limit",
      ),
    );
  }
  const most = limits.nodes === undefined ? Number.NaN : readQuantity(String(limits.nodes));
  if (replicas > most) {
    problems.push(
      error(
        [...path, "replicas"],
        `${replicas} nodes are wanted, and limits.nodes allows ${limits.nodes}; raise the limit or lower this`,
        [[...path, "limits", "nodes"]],
      ),
    );
  }
  return problems;
}

/** A resource that no node has is no limit at all, and Karpenter says nothing of it (`Limits.ExceededBy`). */
function limitProblems(limits: NonNullable<NodePool["spec"]["limits"]>, path: KeyPath): Problem[] {
  return Object.entries(limits).flatMap(([resource, quantity]): Problem[] => {
    const at = [...path, "limits", resource];
    if (!RESOURCES.includes(resource) && !resource.includes("/")) {
      const meant = MEANT.get(resource.toLowerCase());
      const near = meant === undefined ? didYouMean(resource, RESOURCES) : `; did you mean ${meant}?`;
      const hint = near || `; use one of ${RESOURCES.join(", ")}, or a name with its domain`;
      return [{ ...error(at, `nodes have no resource '${resource}', so this limits nothing${hint}`), at: "key" }];
    }
    const value = readQuantity(String(quantity));
    if (Number.isNaN(value)) {
      return [error(at, `${quantity} is no quantity that Karpenter can read; write it as 100, '1.5' or 400Gi`)];
    }
    if (value < 0) return [error(at, `a limit of 0 or more is needed, and ${quantity} was given; raise it`)];
    return value === 0
      ? [warning(at, `with a limit of ${quantity} the pool never starts a node; raise it, or remove the pool`)]
      : [];
  });
}

/** Karpenter's policy does not let it make the service-linked role that an account needs once for spot instances. */
export function spotRules(
  pools: readonly NodePool[],
  written: readonly ParsedNodePool[],
  pathOf: (index: number) => KeyPath,
): Problem[] {
  const index = pools.findIndex(allowsSpot);
  const pool = pools[index];
  if (!pool) return [];
  const origin = wantedLabels(pool).get(CAPACITY_TYPE)?.origins.at(-1);
  const path = origin ? originPath(origin, CAPACITY_TYPE, written[index], pathOf(index)) : pathOf(index);
  return [
    // Once for all pools: it is about the account.
    warning(
      path,
      "spot instances need the service-linked role AWSServiceRoleForEC2Spot in the account; if it has never used spot, run 'aws iam create-service-linked-role --aws-service-name spot.amazonaws.com' once",
    ),
  ];
}

/** Whether Karpenter may buy spot capacity for the pool, whichever way that is said. */
function allowsSpot(pool: NodePool): boolean {
  return wantedLabels(pool).get(CAPACITY_TYPE)?.allows("spot") ?? true;
}
