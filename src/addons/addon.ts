import type { ITerraformDependable } from "cdktf";
import type { z } from "zod";
import type { BasePods, ClusterSpec } from "../description/cluster-spec";
import type { Foreign } from "../description/parsing/foreign";
import type { KeyPath, Problem } from "../description/problem";

/** What is described of an add-on, under its key. */
export type Described<Key extends string, Schema extends z.ZodType> = { readonly [key in Key]: z.output<Schema> };

/** A cluster, and what is described of one add-on. */
export type ClusterWith<Key extends string, Schema extends z.ZodType> = ClusterSpec & Described<Key, Schema>;

/**
 * An add-on: what may be described of it, and what that asks of the rest of the cluster. One on the list (`list.ts`) is a
 * part of the schema, the rules, the base Fargate profile and the summary; what is made of it in the add-ons stack is in
 * `make.ts`. Nothing else in the project knows it.
 *
 * It has no construct in it, so that who only checks descriptions needn't load CDKTF. The functions get a cluster with its
 * defaults filled in. Rules also get clusters with stand-ins for wrong values, so none of the functions may throw.
 */
export interface Addon<Key extends string, Schema extends z.ZodType> {
  /** Key at the top of a cluster file. */
  readonly key: Key;
  /** What may be under the key. With a default: what is left out is there, too. */
  readonly schema: Schema;
  /** Keys and objects of other tools that are met in place of these. */
  readonly foreign: Foreign;
  /** What is wrong with it, or with the cluster for it. `roleNames` are those of all roles that are made for the cluster. */
  readonly rules: (cluster: ClusterWith<Key, Schema>, roleNames: readonly string[]) => Problem[];
  /** Its pods that run on Fargate by the base profile. */
  readonly basePods: (described: Described<Key, Schema>) => BasePods[];
  /** Names of the roles that are made for it: at most 64 characters, with the cluster's name in them. */
  readonly roleNames: (clusterName: string) => readonly string[];
  /** What a removal of it waits for. */
  readonly drains: (described: Described<Key, Schema>) => Drain[];
  /**
   * Whether it starts instances in other subnets than those of the network, so that these say nothing of where there are
   * some.
   */
  readonly usesOtherSubnets: (described: Described<Key, Schema>) => boolean;
}

/** A time that something may take to go, and where it is described. */
export interface Drain {
  readonly path: KeyPath;
  /** In Karpenter's spelling, such as `10m`. */
  readonly duration: string;
  /** What may take it, as the subject of a sentence: `nodes`. */
  readonly what: string;
  /** What a change of it does to a living cluster, to complete "on a living cluster that ...". */
  readonly change: string;
}

/** What an add-on is made from. */
export interface AddonProps<Cluster> {
  readonly cluster: Cluster;
  readonly facts: ClusterFacts;
  /** Partition of the region, such as `aws`. */
  readonly partition: string;
  /** What pods on Fargate need before they are made: their profile, settled. */
  readonly fargateReady: ITerraformDependable;
  /** Cluster DNS, which pods on nodes need as long as they run. */
  readonly dns: ITerraformDependable;
}

/**
 * What the add-ons stack knows of the cluster stack: this list, and no more. No add-on extends it, so that adding one
 * never changes the cluster stack; whatever else an add-on needs is in the description of the cluster.
 */
export interface ClusterFacts {
  /** ARN of the cluster. */
  readonly clusterArn: string;
  /** URL of the API server. */
  readonly clusterEndpoint: string;
  /** Certificate authority of the API server, in base64. */
  readonly clusterCertificateAuthority: string;
  /** The one security group that EKS makes, of control plane, Fargate pods and nodes. */
  readonly clusterSecurityGroupId: string;
  /** ARN of the IAM OIDC provider. */
  readonly oidcProviderArn: string;
  /** Host and path of the OIDC issuer, without `https://`. */
  readonly oidcIssuer: string;
  /** ARN of the role that the pods of all Fargate profiles are started with. */
  readonly podExecutionRoleArn: string;
  /** ARN of the policy that keeps the cluster as long as it is attached to a role of the add-ons. */
  readonly teardownGuardArn: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Private subnets that nodes and Fargate pods start in. */
  readonly privateSubnetIds: string[];
}
