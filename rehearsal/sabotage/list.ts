import type { Block } from "../../__tests__/support/terraform-prepare";
import { deploy } from "../scenarios/deploy";
import { destroy } from "../scenarios/destroy";
import { edits } from "../scenarios/edits";
import type { Scenario } from "../scenarios/scenario";
import type { Mutate } from "../terraform/project";
import { all, edit, replaceText } from "./edits";
import { permissions } from "./permissions";

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
    says: /each event goes to Karpenter's queue/,
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
    name: "an edit that deletes the key in use",
    mutate: edit(
      "terraform_data",
      "fixed_controlPlane-secretsEncryption-keyArn",
      ({ lifecycle: _, ...record }) => record,
    ),
    scenarios: [deploy, edits],
    kubernetes: false,
    says: /says "controlPlane\.secretsEncryption\.keyArn was"/,
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
    name: "wait: false on the node pools",
    mutate: all(
      edit("helm_release", "karpenter_node-pools", (release) => ({ ...release, wait: false })),
      // What can't end need not be waited for for ten minutes.
      edit("helm_release", "karpenter_crds", (release) => ({ ...release, timeout: 30 })),
    ),
    scenarios: [deploy, destroy],
    kubernetes: true,
    says: /is being deleted, and waits for karpenter[\s\S]*no Karpenter controller is there any more/,
  },
  {
    name: "no namespace guard",
    mutate: edit(...NAMESPACE, ({ depends_on: _, ...namespace }) => namespace),
    scenarios: [deploy, destroy],
    kubernetes: true,
    says: /Karpenter still called \w+ when Terraform had begun with \w+/,
  },
];

function withoutDependency(block: Block, part: string): Block {
  return { ...block, depends_on: [block.depends_on].flat().filter((address) => !String(address).includes(part)) };
}
