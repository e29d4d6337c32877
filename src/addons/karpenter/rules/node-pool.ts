import { error, type KeyPath, type Problem, warning } from "../../../description/problem";
import { cronProblem } from "../../../knowledge/cron";
import { durationSeconds } from "../../../knowledge/duration";
import { readQuantity } from "../../../knowledge/quantity";
import { didYouMean } from "../../../knowledge/suggestion";
import { originPath } from "../description/context";
import type { NodePool } from "../description/expand";
import { CAPACITY_TYPE, restriction } from "../description/labels";
import { wantedLabels } from "../description/requirement-set";
import type { ParsedNodePool } from "../schema/node-pool";

/** Rules for labels and taints of the nodes of a NodePool. */
export function nodeTemplateRules(pool: NodePool, path: KeyPath): Problem[] {
  return [...labelProblems(pool, path), ...taintProblems(pool, path)];
}

function labelProblems(pool: NodePool, path: KeyPath): Problem[] {
  return Object.keys(pool.spec.template.metadata?.labels ?? {}).flatMap((key) => {
    const restricted = restriction(key);
    return restricted ? [{ ...error([...path, "template", "metadata", "labels", key], restricted), at: "key" }] : [];
  });
}

/** Domains of labels that tools put on objects of their own. */
const OF_TOOLS = /^(app\.kubernetes\.io|helm\.sh|.*\.(argoproj|fluxcd)\.io)\//;

/** Labels of the pool itself say nothing of its nodes, and are often meant to. */
export function poolLabelRules({ metadata, spec }: NodePool, path: KeyPath): Problem[] {
  const ofNodes = spec.template.metadata?.labels ?? {};
  return Object.keys(metadata.labels ?? {}).flatMap((key) =>
    OF_TOOLS.test(key) || Object.hasOwn(ofNodes, key)
      ? []
      : [
          {
            ...warning(
              [...path, "labels", key],
              "this labels the NodePool and no node; a label of its nodes belongs under template.metadata.labels",
            ),
            at: "key" as const,
          },
        ],
  );
}

/** Karpenter refuses a pair of key and effect that stands twice, be it in one list or in both. */
function taintProblems(pool: NodePool, path: KeyPath): Problem[] {
  const { taints = [], startupTaints = [] } = pool.spec.template.spec;
  const seen = new Set<string>();
  const check = (list: "taints" | "startupTaints") => (taint: (typeof taints)[number], index: number) => {
    const pair = `${taint.key}:${taint.effect}`;
    if (seen.has(pair)) {
      const message = `a taint with key ${taint.key} and effect ${taint.effect} was given before (taints and startup taints count together); drop one`;
      return [error([...path, "template", "spec", list, index], message)];
    }
    seen.add(pair);
    return [];
  };
  return [...taints.flatMap(check("taints")), ...startupTaints.flatMap(check("startupTaints"))];
}

/** Seconds that an instance takes to become a node with running pods, generously. */
const TIME_TO_JOIN_SECONDS = 5 * 60;

/** Rules for when nodes go: their age, and disruption budgets. */
export function disruptionRules(pool: NodePool, path: KeyPath): Problem[] {
  return [...ageProblems(pool, path), ...budgetProblems(pool, path)];
}

function ageProblems({ spec }: NodePool, path: KeyPath): Problem[] {
  const { expireAfter } = spec.template.spec;
  return durationSeconds(expireAfter) < TIME_TO_JOIN_SECONDS
    ? [
        warning(
          [...path, "expireAfter"],
          `nodes that go after ${expireAfter} are replaced about as soon as they are there, without end; give them an hour or more, or Never`,
        ),
      ]
    : [];
}

function budgetProblems(pool: NodePool, path: KeyPath): Problem[] {
  return (pool.spec.disruption.budgets ?? []).flatMap(({ schedule, duration }, index) => {
    const at = [...path, "disruption", "budgets", index];
    const problems: Problem[] = [];
    if (schedule !== undefined && duration === undefined) {
      problems.push(error([...at, "duration"], "a budget with a schedule needs a duration; say how long it holds"));
    }
    if (duration !== undefined && schedule === undefined) {
      problems.push(
        error([...at, "schedule"], "a budget with a duration needs a schedule; say when it begins to hold"),
      );
    }
    const wrong = schedule === undefined ? undefined : cronProblem(schedule);
    if (wrong) {
      problems.push(
        error([...at, "schedule"], `not a cron schedule: ${wrong}; write it as '0 9 * * mon-fri' or @daily`),
      );
    }
    return problems;
  });
}

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
