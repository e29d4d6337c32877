import type { NODE_CLASS_KIND } from "../schema/defaults";
import type { ParsedNodeClass } from "../schema/node-class";
import type { ParsedNodePool } from "../schema/node-pool";
import type { Requirement } from "../schema/requirement";
import type { Taint } from "../schema/taint";

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
