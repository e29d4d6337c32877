import { type KeyPath, type Problem, warning } from "../../../description/problem";
import { namedTwice } from "../../../description/rules/listed-twice";
import { type KarpenterContext, karpenterContext, nodeClassPath, nodePoolPath } from "../description/context";
import { type EC2NodeClass, expandNodeClass, expandNodePool } from "../description/expand";
import { controllerRoleName } from "../names";
import type { KarpenterCluster } from "../schema/karpenter";
import type { ParsedNodeClass } from "../schema/node-class";
import { amiRules } from "./ami";
import { blockDeviceRules, kmsKeyPath } from "./block-devices";
import {
  classShortFormRules,
  nodeClassRefRules,
  poolShortFormRules,
  reservationRules,
  unusedClassRules,
} from "./consistency";
import { controllerRules } from "./controller";
import { arnProblems, identityRules, namedObjectRules } from "./identity";
import { kubeletRules } from "./kubelet";
import { clusterGroupRules, networkingRules, selectorRules } from "./networking";
import { capacityRules, disruptionRules, nodeTemplateRules, poolLabelRules, spotRules } from "./node-pool";
import { possibleNodeRules } from "./possible-nodes";
import { requirementRules } from "./requirements";
import { tagRules } from "./tags";
import { userDataRules } from "./user-data";

/** What is wrong with Karpenter and its nodes, or with the cluster for them. */
export function karpenterRules(cluster: KarpenterCluster, roleNames: readonly string[]): Problem[] {
  const context = karpenterContext(cluster, roleNames);
  return [
    ...nodePoolRules(context),
    ...nodeClassRules(context),
    ...controllerRules(cluster.karpenter, cluster.kubernetesVersion),
  ];
}

/**
 * What is wrong with the node pools of a cluster: what the API server would refuse by the CRD of Karpenter 1.15, what
 * its controller would find wrong later, and what contradicts the rest of the description.
 */
export function nodePoolRules(context: KarpenterContext): Problem[] {
  const pools = context.nodePools.map(expandNodePool);
  return [
    ...namedTwice(context.nodePools, nodePoolPath),
    ...pools.flatMap((pool, index) => {
      const path = nodePoolPath(index);
      return [
        ...nodeClassRefRules(context, index, path),
        ...requirementRules(pool, path),
        ...possibleNodeRules(pool, context, index, path),
        ...nodeTemplateRules(pool, path),
        ...poolLabelRules(pool, path),
        ...disruptionRules(pool, path),
        ...capacityRules(pool, path),
      ];
    }),
    ...context.nodePools.flatMap((pool, index) => poolShortFormRules(pool, nodePoolPath(index))),
    ...reservationRules(pools, context),
    ...spotRules(pools, context.nodePools, nodePoolPath),
  ];
}

/** What is wrong with the node classes of a cluster; see {@link nodePoolRules}. */
export function nodeClassRules(context: KarpenterContext): Problem[] {
  return [
    ...namedTwice(context.nodeClasses, nodeClassPath),
    ...unusedClassRules(context),
    ...arnProblems(context),
    ...namedObjectRules(context),
    ...tagRules(context),
    ...context.nodeClasses.flatMap((written, index) => {
      const path = nodeClassPath(index);
      return [
        ...classShortFormRules(written, path),
        ...nodeClassProblems(expandNodeClass(written, context), written, context, path),
      ];
    }),
    ...kmsWarnings(context),
  ];
}

function nodeClassProblems(
  { spec }: EC2NodeClass,
  written: ParsedNodeClass,
  context: KarpenterContext,
  path: KeyPath,
): Problem[] {
  return [
    ...amiRules(spec, written, context, path),
    ...identityRules(written, context, path),
    ...selectorRules(spec, path),
    ...clusterGroupRules(written, context.clusterName, path),
    ...blockDeviceRules(spec, path),
    ...userDataRules(spec, path),
    ...networkingRules(spec, path),
    ...kubeletRules(spec, written.kubelet, path),
  ];
}

/** Whether the policy of a key admits Karpenter is beyond what can be checked without an account. */
function kmsWarnings(context: KarpenterContext): Problem[] {
  return context.nodeClasses.flatMap((nodeClass, index) => {
    const path = kmsKeyPath(expandNodeClass(nodeClass, context).spec, nodeClassPath(index));
    const message = `role ${controllerRoleName(context.clusterName)} may use this KMS key by its own policy, but the key's policy has the last word: it must leave the use to IAM, or admit that role, or instances stop right after they start; check it`;
    return path ? [warning(path, message)] : [];
  });
}
