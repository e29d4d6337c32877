import { nodeRoleName } from "../../identity/role-names";
import type { ParsedNodeClass } from "../schema/node-class";
import type { ParsedNodePool } from "../schema/node-pool";
import type { Requirement } from "../schema/requirement";
import { CAPACITY_TYPE, INSTANCE_CATEGORY, INSTANCE_FAMILY, INSTANCE_GENERATION, normalizedKey } from "./labels";
import { type EC2NodeClass, type KubeletMap, NODE_CLASS_GROUP, type NodePool, type ObjectMetadata } from "./objects";

/** Alias of the AMI that a node class starts from unless it says otherwise. */
export const DEFAULT_AMI_ALIAS = "al2023@latest";

/** Name of the node class that a pool uses unless it says otherwise. */
const DEFAULT_NODE_CLASS = "default";

/** Name of the node class that a pool uses, whichever form it was written in. */
export function nodeClassName(pool: ParsedNodePool): string {
  return pool.template?.spec?.nodeClassRef?.name ?? pool.nodeClass ?? DEFAULT_NODE_CLASS;
}

/**
 * The NodePool that a node pool of the description stands for.
 *
 * Requirements that were written come first and keep their places; those that stand for short forms and defaults follow.
 */
export function expandNodePool(pool: ParsedNodePool): NodePool {
  const { template, disruption, consolidation, weight, replicas } = pool;
  const limits = pool.limits ?? (replicas === undefined ? { cpu: 1000 } : undefined);
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: metadata(pool),
    spec: {
      template: {
        ...(template?.metadata && { metadata: template.metadata }),
        spec: {
          nodeClassRef: { group: NODE_CLASS_GROUP, kind: "EC2NodeClass", name: nodeClassName(pool) },
          requirements: [...(template?.spec?.requirements ?? []), ...addedRequirements(pool)],
          ...(template?.spec?.taints && { taints: template.spec.taints }),
          ...(template?.spec?.startupTaints && { startupTaints: template.spec.startupTaints }),
          expireAfter: pool.expireAfter ?? template?.spec?.expireAfter ?? "720h",
          terminationGracePeriod: pool.terminationGracePeriod ?? template?.spec?.terminationGracePeriod ?? "10m",
        },
      },
      disruption: {
        consolidationPolicy: consolidation?.policy ?? disruption?.consolidationPolicy ?? "WhenEmptyOrUnderutilized",
        consolidateAfter: consolidation?.after ?? disruption?.consolidateAfter ?? "1m",
        ...(disruption?.budgets && { budgets: disruption.budgets }),
      },
      ...(limits && { limits }),
      ...(weight !== undefined && { weight }),
      ...(replicas !== undefined && { replicas }),
    },
  };
}

/** Requirements that short forms stand for, and defaults for what the user left open. */
function addedRequirements(pool: ParsedNodePool): Requirement[] {
  const written = new Set(
    [
      ...(pool.template?.spec?.requirements ?? []).map((requirement) => requirement.key),
      ...Object.keys(pool.template?.metadata?.labels ?? {}),
    ].map(normalizedKey),
  );
  const anyWritten = (...keys: string[]) => keys.some((key) => written.has(key));
  const sized = anyWritten(INSTANCE_FAMILY, "node.kubernetes.io/instance-type");
  const added: Requirement[] = [];
  const add = (key: string, given: string[] | undefined, otherwise: string[], covered: boolean) => {
    if (given || !covered) added.push({ key, operator: "In", values: given ?? otherwise });
  };
  add(CAPACITY_TYPE, pool.capacityTypes, ["on-demand"], anyWritten(CAPACITY_TYPE));
  add("kubernetes.io/arch", pool.architectures, ["amd64"], anyWritten("kubernetes.io/arch"));
  add("kubernetes.io/os", undefined, ["linux"], anyWritten("kubernetes.io/os"));
  add(INSTANCE_CATEGORY, pool.instanceCategories, ["c", "m", "r"], sized || anyWritten(INSTANCE_CATEGORY));
  if (!sized && !anyWritten(INSTANCE_GENERATION)) {
    added.push({ key: INSTANCE_GENERATION, operator: "Gt", values: ["2"] });
  }
  return added;
}

/** What a node class takes from its cluster. */
export interface NodeClassContext {
  readonly clusterName: string;
  /** Tags of the cluster; those of the class go over them. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The EC2NodeClass that a node class of the description stands for. */
export function expandNodeClass(nodeClass: ParsedNodeClass, context: NodeClassContext): EC2NodeClass {
  const { name, labels, annotations, amiAlias, kubelet, ...spec } = nodeClass;
  const discovered = [{ tags: { "karpenter.sh/discovery": context.clusterName } }];
  const tags = { ...context.tags, ...spec.tags };
  return {
    apiVersion: "karpenter.k8s.aws/v1",
    kind: "EC2NodeClass",
    metadata: metadata({ name, labels, annotations }),
    spec: {
      ...spec,
      amiSelectorTerms: spec.amiSelectorTerms ?? [{ alias: amiAlias ?? DEFAULT_AMI_ALIAS }],
      ...(spec.role === undefined && spec.instanceProfile === undefined && { role: nodeRoleName(context.clusterName) }),
      subnetSelectorTerms: spec.subnetSelectorTerms ?? discovered,
      securityGroupSelectorTerms: spec.securityGroupSelectorTerms ?? discovered,
      ...(Object.keys(tags).length > 0 && { tags }),
      // The rules for kubelet have seen every field of it: it is JSON.
      ...(kubelet && { kubelet: kubelet as KubeletMap }),
    },
  };
}

function metadata({ name, labels, annotations }: ObjectMetadata): ObjectMetadata {
  return { name, ...(labels && { labels }), ...(annotations && { annotations }) };
}
