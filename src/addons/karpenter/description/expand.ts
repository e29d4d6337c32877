import type { NodeSelectors } from "../../../network/node-selectors";
import { nodeRoleName } from "../names";
import { CLASS_DEFAULTS, NODE_CLASS_GROUP, NODE_CLASS_KIND, POOL_DEFAULTS } from "../schema/defaults";
import type { ParsedNodeClass } from "../schema/node-class";
import type { ParsedNodePool, Requirement, Taint } from "../schema/node-pool";
import {
  ARCHITECTURE,
  CAPACITY_TYPE,
  CPU_MANUFACTURER,
  INSTANCE_CATEGORY,
  INSTANCE_FAMILY,
  INSTANCE_GENERATION,
  INSTANCE_TYPE,
  normalizedKey,
  OPERATING_SYSTEM,
} from "./labels";

// Types, not interfaces: only a type without a name of its own can be passed where any JSON is taken.

/** Metadata of an object in Kubernetes, as far as it is used here. */
export type ObjectMetadata = {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
};

/** A NodePool of `karpenter.sh/v1`, ready for the API server. */
export type NodePool = {
  readonly apiVersion: "karpenter.sh/v1";
  readonly kind: "NodePool";
  readonly metadata: ObjectMetadata;
  readonly spec: NodePoolSpec;
};

/** `spec` of a NodePool. */
export type NodePoolSpec = {
  readonly template: {
    readonly metadata?: NonNullable<ParsedNodePool["template"]>["metadata"];
    readonly spec: {
      readonly nodeClassRef: { readonly group: string; readonly kind: string; readonly name: string };
      readonly requirements: readonly Requirement[];
      readonly taints?: readonly Taint[];
      readonly startupTaints?: readonly Taint[];
      readonly expireAfter: string;
      readonly terminationGracePeriod: string;
    };
  };
  readonly disruption: NonNullable<ParsedNodePool["disruption"]>;
  readonly limits?: NonNullable<ParsedNodePool["limits"]>;
  readonly weight?: number;
  readonly replicas?: number;
};

/** An EC2NodeClass of `karpenter.k8s.aws/v1`, ready for the API server. */
export type EC2NodeClass = {
  readonly apiVersion: "karpenter.k8s.aws/v1";
  readonly kind: typeof NODE_CLASS_KIND;
  readonly metadata: ObjectMetadata;
  readonly spec: EC2NodeClassSpec;
};

type DerivedFromCluster = "amiSelectorTerms" | "subnetSelectorTerms" | "securityGroupSelectorTerms";

/** `spec` of an EC2NodeClass: what was written, and no longer optional what has a default derived from the cluster. */
export type EC2NodeClassSpec = Omit<
  ParsedNodeClass,
  "name" | "labels" | "annotations" | "amiAlias" | "instanceProfileRoleArn" | "kubelet" | DerivedFromCluster
> &
  Required<Pick<ParsedNodeClass, DerivedFromCluster>> & { readonly kubelet?: KubeletMap };

/** The open map under `kubelet`. */
export type KubeletMap = { readonly [field: string]: Json };

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** Name of the node class that a pool uses, whichever form it was written in. */
export function nodeClassName(pool: ParsedNodePool): string {
  return pool.template?.spec?.nodeClassRef?.name ?? pool.nodeClass ?? POOL_DEFAULTS.nodeClass;
}

/**
 * The NodePool that a node pool of the description stands for.
 *
 * Requirements that were written come first and keep their places; those that stand for short forms and defaults follow.
 */
export function expandNodePool(pool: ParsedNodePool): NodePool {
  const { template, disruption, consolidation, weight, replicas } = pool;
  const limits = pool.limits ?? (replicas === undefined ? POOL_DEFAULTS.limits : undefined);
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: metadata(pool),
    spec: {
      template: {
        ...(template?.metadata && { metadata: template.metadata }),
        spec: {
          nodeClassRef: { group: NODE_CLASS_GROUP, kind: NODE_CLASS_KIND, name: nodeClassName(pool) },
          requirements: [...(template?.spec?.requirements ?? []), ...addedRequirements(pool)],
          ...(template?.spec?.taints && { taints: template.spec.taints }),
          ...(template?.spec?.startupTaints && { startupTaints: template.spec.startupTaints }),
          expireAfter: pool.expireAfter ?? template?.spec?.expireAfter ?? POOL_DEFAULTS.expireAfter,
          terminationGracePeriod:
            pool.terminationGracePeriod ??
            template?.spec?.terminationGracePeriod ??
            POOL_DEFAULTS.terminationGracePeriod,
        },
      },
      disruption: {
        consolidationPolicy:
          consolidation?.policy ?? disruption?.consolidationPolicy ?? POOL_DEFAULTS.consolidationPolicy,
        consolidateAfter: consolidation?.after ?? disruption?.consolidateAfter ?? POOL_DEFAULTS.consolidateAfter,
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
  const requirements = pool.template?.spec?.requirements ?? [];
  const labels = Object.keys(pool.template?.metadata?.labels ?? {}).map(normalizedKey);
  const written = new Set([...requirements.map(({ key }) => normalizedKey(key)), ...labels]);
  const named = new Set([
    ...requirements.filter(({ operator }) => operator === "In").map(({ key }) => normalizedKey(key)),
    ...labels,
  ]);
  const anyOf = (keys: ReadonlySet<string>, ...wanted: string[]) => wanted.some((key) => keys.has(key));
  const sized = anyOf(written, INSTANCE_FAMILY, INSTANCE_TYPE);
  // Whoever names types names their architecture with it.
  const chosen = anyOf(named, INSTANCE_FAMILY, INSTANCE_TYPE, CPU_MANUFACTURER);
  const added: Requirement[] = [];
  const add = (key: string, given: string[] | undefined, otherwise: readonly string[], covered: boolean) => {
    if (given || !covered) added.push({ key, operator: "In", values: given ?? [...otherwise] });
  };
  add(CAPACITY_TYPE, pool.capacityTypes, POOL_DEFAULTS.capacityTypes, anyOf(written, CAPACITY_TYPE));
  add(ARCHITECTURE, pool.architectures, POOL_DEFAULTS.architectures, chosen || anyOf(written, ARCHITECTURE));
  add(OPERATING_SYSTEM, undefined, ["linux"], anyOf(written, OPERATING_SYSTEM));
  add(
    INSTANCE_CATEGORY,
    pool.instanceCategories,
    POOL_DEFAULTS.instanceCategories,
    sized || anyOf(written, INSTANCE_CATEGORY),
  );
  if (!sized && !anyOf(written, INSTANCE_GENERATION)) {
    added.push({ key: INSTANCE_GENERATION, operator: "Gt", values: [String(POOL_DEFAULTS.generationAbove)] });
  }
  return added;
}

/** What a node class takes from its cluster. */
export interface NodeClassContext {
  readonly clusterName: string;
  /** Tags of the cluster; those of the class go over them. */
  readonly tags: Readonly<Record<string, string>>;
  /** Subnets and security groups of a class that names none. */
  readonly selectors: NodeSelectors;
}

/** The EC2NodeClass that a node class of the description stands for. */
export function expandNodeClass(nodeClass: ParsedNodeClass, context: NodeClassContext): EC2NodeClass {
  const { name, labels, annotations, amiAlias, instanceProfileRoleArn: _, kubelet, ...spec } = nodeClass;
  const tags = { ...context.tags, ...spec.tags };
  return {
    apiVersion: "karpenter.k8s.aws/v1",
    kind: NODE_CLASS_KIND,
    metadata: metadata({ name, labels, annotations }),
    spec: {
      ...spec,
      amiSelectorTerms: spec.amiSelectorTerms ?? [{ alias: amiAlias ?? CLASS_DEFAULTS.amiAlias }],
      ...(spec.role === undefined && spec.instanceProfile === undefined && { role: nodeRoleName(context.clusterName) }),
      subnetSelectorTerms: spec.subnetSelectorTerms ?? context.selectors.subnetSelectorTerms,
      securityGroupSelectorTerms: spec.securityGroupSelectorTerms ?? context.selectors.securityGroupSelectorTerms,
      ...(Object.keys(tags).length > 0 && { tags }),
      // The rules for kubelet have seen every field of it: it is JSON.
      ...(kubelet && { kubelet: kubelet as KubeletMap }),
    },
  };
}

function metadata({ name, labels, annotations }: ObjectMetadata): ObjectMetadata {
  return { name, ...(labels && { labels }), ...(annotations && { annotations }) };
}
