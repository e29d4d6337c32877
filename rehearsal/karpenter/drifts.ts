import type { Drift } from "../scenarios/drift";
import { controllerRoleName, nodeRoleName } from "./product";

/** What somebody does to Karpenter's parts in AWS behind Terraform's back. */
export const KARPENTER_DRIFTS: readonly Drift[] = [
  {
    make: ({ client, cluster, account }) => {
      const role = encodeURIComponent(`arn:aws:iam::${account}:role/${nodeRoleName(cluster)}`);
      return client.eks("DELETE", `/clusters/${cluster}/access-entries/${role}`);
    },
    shown: () => "create aws_eks_access_entry.karpenter_node-role_access-entry",
  },
  {
    make: ({ client, cluster }) => {
      const open = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };
      const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [open] });
      return client.query("iam", "UpdateAssumeRolePolicy", { RoleName: controllerRoleName(cluster), PolicyDocument });
    },
    shown: () => "update aws_iam_role.karpenter_controller-role (assume_role_policy)",
  },
  {
    make: ({ client, cluster, account }) => {
      const PolicyArn = `arn:aws:iam::${account}:policy/KarpenterControllerNodeLifecyclePolicy-${cluster}`;
      return client.query("iam", "DetachRolePolicy", { RoleName: controllerRoleName(cluster), PolicyArn });
    },
    shown: () => "create aws_iam_role_policy_attachment.karpenter_controller-role_NodeLifecycle",
  },
  {
    make: async ({ client, cluster }) => {
      const { QueueUrl } = await client.json<{ QueueUrl: string }>("sqs", "GetQueueUrl", { QueueName: cluster });
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
      await client.json("sqs", "SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
    },
    shown: () => "update aws_sqs_queue.karpenter_interruption-queue (policy)",
  },
  {
    make: ({ client, cluster }) => {
      const target = { Rule: `${cluster}-SpotInterruption`, Ids: ["KarpenterInterruptionQueueTarget"] };
      return client.json("events", "RemoveTargets", target);
    },
    shown: () => "create aws_cloudwatch_event_target.karpenter_interruption-queue_SpotInterruptionTarget",
  },
];
