import { all, edit, replaceText, withoutDependency } from "../sabotage/edits";
import type { Sabotage } from "../sabotage/list";
import { deploy } from "../scenarios/deploy";
import { destroy } from "../scenarios/destroy";
import { forgottenPools } from "./faults/forgotten";
import { permissions } from "./permissions";

const QUEUE = "karpenter_interruption-queue";
const NAMESPACE = ["kubernetes_namespace_v1", "karpenter_namespace"] as const;

/** Mistakes about Karpenter that a rehearsal has to find. */
export const KARPENTER_SABOTAGES: readonly Sabotage[] = [
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
    says: /karpenter still called \w+ when Terraform had begun with \w+/,
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
