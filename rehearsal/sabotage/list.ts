import type { Block } from "../../testing/terraform-prepare";
import { forgottenPools } from "../karpenter/faults/forgotten";
import { permissions } from "../karpenter/permissions";
import { deploy } from "../scenarios/deploy";
import { destroy } from "../scenarios/destroy";
import type { Scenario } from "../scenarios/scenario";
import type { Mutate } from "../terraform/project";
import { all, edit, replaceText, unguarded } from "./edits";
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

const QUEUE = "karpenter_interruption-queue";
const NAMESPACE = ["kubernetes_namespace_v1", "karpenter_namespace"] as const;

/** The mistakes that a rehearsal has to find. Those that show in AWS alone are looked for there, since that is faster. */
export const SABOTAGES: readonly Sabotage[] = [
  {
    name: "a trust policy for another service account",
    mutate: edit("aws_iam_role", "karpenter_controller-role", (role) => {
      return replaceText(role, "serviceaccount:karpenter:karpenter", "serviceaccount:karpenter:another");
    }),
    scenarios: [deploy],
    kubernetes: false,
    says: /role trusts Karpenter's service account/,
  },
  {
    name: "a missing event rule",
    mutate: all(
      edit("aws_cloudwatch_event_rule", `${QUEUE}_SpotInterruptionRule`, () => undefined),
      edit("aws_cloudwatch_event_target", `${QUEUE}_SpotInterruptionTarget`, () => undefined),
      edit(...NAMESPACE, (namespace) => withoutDependency(namespace, "_SpotInterruption")),
    ),
    scenarios: [deploy],
    kubernetes: false,
    says: /EventBridge may send for the cluster's rules only[\s\S]*SpotInterruption/,
  },
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
    name: "a policy without ec2:CreateFleet",
    mutate: edit("aws_iam_policy", "karpenter_controller-role_NodeLifecycle", ({ policy, ...rest }) => {
      return { ...rest, policy: String(policy).replaceAll(',"ec2:CreateFleet"', "") };
    }),
    scenarios: [deploy, permissions],
    kubernetes: true,
    says: /AWS would refuse[\s\S]*ec2:CreateFleet/,
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
  {
    name: "wait: false on the node pools",
    mutate: edit("helm_release", "karpenter_node-pools", (release) => ({ ...release, wait: false })),
    scenarios: [deploy, destroy],
    kubernetes: true,
    says: /karpenter-guard-outlives-node/,
  },
  {
    name: "no namespace guard",
    mutate: edit(...NAMESPACE, ({ depends_on: _, ...namespace }) => namespace),
    scenarios: [deploy, destroy],
    kubernetes: true,
    says: /Karpenter still called \w+ when Terraform had begun with \w+/,
  },
  {
    name: "no guard in the cluster",
    mutate: all(
      edit("helm_release", "karpenter_guard", () => undefined),
      edit("helm_release", "karpenter_node-pools", (release) => withoutDependency(release, "karpenter_guard")),
      // With nodes alive the CRDs can't go, which need not be waited for for ten minutes.
      edit("helm_release", "karpenter_crds", (release) => ({ ...release, timeout: 30 })),
    ),
    scenarios: [deploy, forgottenPools],
    kubernetes: true,
    says: /the destroy says why Karpenter stays/,
  },
];

function withoutDependency(block: Block, part: string): Block {
  return { ...block, depends_on: [block.depends_on].flat().filter((address) => !String(address).includes(part)) };
}
