import { KARPENTER_SABOTAGES } from "../karpenter/sabotages";
import { deploy } from "../scenarios/deploy";
import type { Scenario } from "../scenarios/scenario";
import type { Mutate } from "../terraform/project";
import { all, edit, unguarded } from "./edits";
import { keyInUse } from "./key-in-use";

/** A product that is broken on purpose, and what has to be said about it. */
export interface Sabotage {
  /** What is wrong with the stacks. */
  readonly name: string;
  readonly mutate: Mutate;
  /** Where it shows, with what has to come before. */
  readonly scenarios: readonly Scenario[];
  /** Whether it shows only where there is a control plane. */
  readonly kubernetes: boolean;
  /** What the failure has to say, so that somebody who reads it knows the cause. */
  readonly says: RegExp;
}

/** The mistakes that a rehearsal has to find. Those that show in AWS alone are looked for there, since that is faster. */
export const SABOTAGES: readonly Sabotage[] = [
  {
    name: "CoreDNS without its profile",
    mutate: edit("aws_eks_fargate_profile", "fargate_base", ({ selector, ...profile }) => {
      return { ...profile, selector: [selector].flat().filter((one) => !JSON.stringify(one).includes("kube-dns")) };
    }),
    scenarios: [deploy],
    kubernetes: false,
    says: /coredns[\s\S]*InsufficientNumberOfReplicas/,
  },
  {
    name: "an edit that would delete the key in use",
    mutate: all(
      unguarded("aws_eks_cluster"),
      edit("aws_kms_key", "cluster_secrets-key", (key) => ({ ...key, lifecycle: {} })),
    ),
    scenarios: [deploy, keyInUse],
    kubernetes: false,
    says: /EKS misses nothing that the living cluster uses[\s\S]*KmsKeyMarkedForDeletion/,
  },
  ...KARPENTER_SABOTAGES,
];
