import { type KeyPath, type Problem, warning } from "../../description/problem";
import { type KarpenterContext, nodeClassPath, nodePoolPath } from "./description/context";
import { expandNodeClass, expandNodePool } from "./description/expand";
import type { EC2NodeClass } from "./description/objects";
import { amiRules } from "./rules/ami";
import { blockDeviceRules, kmsKeyPath } from "./rules/block-devices";
import { capacityRules, spotRules } from "./rules/capacity";
import { disruptionRules } from "./rules/disruption";
import { identityRules } from "./rules/identity";
import { kubeletRules } from "./rules/kubelet";
import { namedObjectRules } from "./rules/named-objects";
import { duplicateNames } from "./rules/names";
import { networkingRules } from "./rules/networking";
import { nodeClassRefRules, unusedClassRules } from "./rules/node-class-ref";
import { nodeTemplateRules, poolLabelRules } from "./rules/node-template";
import { possibleNodeRules } from "./rules/possible-nodes";
import { requirementRules } from "./rules/requirements";
import { reservationRules } from "./rules/reservations";
import { clusterGroupRules, selectorRules } from "./rules/selector-terms";
import { classShortFormRules, poolShortFormRules } from "./rules/short-forms";
import { tagRules } from "./rules/tags";
import { userDataRules } from "./rules/user-data";
import type { ParsedNodeClass } from "./schema/node-class";

/**
 * What is wrong with the node pools of a cluster: what the API server would refuse by the CRD of Karpenter 1.15, what
 * its controller would find wrong later, and what contradicts the rest of the description.
 */
export function nodePoolRules(context: KarpenterContext): Problem[] {
  const pools = context.nodePools.map(expandNodePool);
  return [
    ...duplicateNames(context.nodePools, nodePoolPath),
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
    ...duplicateNames(context.nodeClasses, nodeClassPath),
    ...unusedClassRules(context),
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
    const message = `role ${context.clusterName}-karpenter may use this KMS key by its own policy, but the key's policy has the last word: it must leave the use to IAM, or admit that role, or instances stop right after they start; check it`;
    return path ? [warning(path, message)] : [];
  });
}
