import type { Addon } from "../addon";
import { expandNodePool } from "./description/expand";
import { KARPENTER_FOREIGN } from "./foreign";
import { controllerRoleName, KARPENTER_LABELS, nodeRoleName } from "./names";
import { karpenterRules } from "./rules";
import { KarpenterSchema } from "./schema/karpenter";

/** Karpenter on Fargate, and the nodes that it starts. */
export const KARPENTER: Addon<"karpenter", typeof KarpenterSchema> = {
  key: "karpenter",
  schema: KarpenterSchema,
  foreign: KARPENTER_FOREIGN,
  rules: karpenterRules,
  basePods: ({ karpenter }) => [
    {
      who: "Karpenter",
      pods: { namespace: karpenter.namespace, labels: KARPENTER_LABELS },
      because: [["karpenter", "namespace"]],
      size: { replicas: karpenter.replicas, ...karpenter.resources, path: ["karpenter", "resources"] },
    },
  ],
  roleNames: (clusterName) => [controllerRoleName(clusterName), nodeRoleName(clusterName)],
  drains: ({ karpenter }) =>
    karpenter.nodePools.map((pool, index) => ({
      path: ["karpenter", "nodePools", index, "terminationGracePeriod"],
      duration: expandNodePool(pool).spec.template.spec.terminationGracePeriod,
      what: "nodes",
      change: "replaces the pool's nodes",
    })),
  usesOtherSubnets: ({ karpenter }) =>
    karpenter.nodeClasses.some(({ subnetSelectorTerms }) => subnetSelectorTerms !== undefined),
};
