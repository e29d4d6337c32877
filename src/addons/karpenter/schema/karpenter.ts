import { z } from "zod";
import type { ClusterSpec } from "../../../description/cluster-spec";
import { inPlace, replacement, restart } from "../../../description/schema/change";
import { dnsLabel, quantity } from "../../../description/schema/common";
import { drift } from "./change";
import { POOL_DEFAULTS } from "./defaults";
import { NodeClassSchema } from "./node-class";
import { NodePoolSchema } from "./node-pool";

const ResourcesSchema = z.strictObject({
  cpu: quantity.default("1").describe("CPU of a controller pod; request and limit alike."),
  memory: quantity
    .default("1Gi")
    .describe("Memory of a controller pod; request and limit alike. Fargate adds 256 MiB and bills the next size up."),
});

/** Namespaces that each cluster has. `kube-system` is one too, and Karpenter's own guide puts it there. */
const KUBERNETES_OWN: readonly string[] = ["default", "kube-public", "kube-node-lease"];

const ControllerSchema = z.strictObject({
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, "an exact version without 'v' is needed, such as 1.15.0")
    .default("1.15.0")
    .describe("Version of the charts `karpenter` and `karpenter-crd`. The default is the one that is rehearsed.")
    .meta({ change: restart("Karpenter's pods restart") }),
  namespace: dnsLabel
    .refine(
      (name) => !KUBERNETES_OWN.includes(name),
      "Kubernetes makes this namespace itself, and uses it for other pods; choose one for Karpenter alone, or kube-system",
    )
    .default("karpenter")
    .describe(
      "Namespace of the controller. To change it in a living cluster takes two commands first (docs/operations.md, Move Karpenter).",
    )
    .meta({
      change: replacement(
        "Karpenter is removed and installed again, nodes keep running; needs two commands first (Move Karpenter)",
        [
          "helm_release.karpenter_controller",
          // In kube-system there is no need of it.
          "helm_release.karpenter_flow-control",
          "kubernetes_namespace_v1.karpenter_namespace",
          "terraform_data.karpenter_namespace-in-use",
        ],
      ),
    }),
  replicas: z
    .int()
    .min(1, "at least one replica is needed")
    .max(10)
    .default(2)
    .describe("Controller pods; one leads, the others stand by.")
    .meta({ change: inPlace() }),
  resources: ResourcesSchema.prefault({})
    .describe("Size of a controller pod.")
    .meta({ change: restart("Karpenter's pods restart") }),
  interruptionHandling: z
    .boolean()
    .default(true)
    .describe(
      "Whether Karpenter hears of spot interruptions, maintenance and stopped instances (by a queue and five event rules) and drains nodes in time.",
    )
    .meta({
      change: replacement("queue and event rules are made or removed; Karpenter's pods restart", [
        "aws_cloudwatch_event_rule.karpenter_interruption-queue_*",
        "aws_cloudwatch_event_target.karpenter_interruption-queue_*",
        "aws_sqs_queue.karpenter_interruption-queue",
        "aws_iam_policy.karpenter_controller-role_Interruption",
        "aws_iam_role_policy_attachment.karpenter_controller-role_Interruption",
      ]),
    }),
  nodeClasses: z
    .array(NodeClassSchema)
    .min(1, "at least one node class is needed")
    .prefault([{ name: POOL_DEFAULTS.nodeClass }])
    .describe("What nodes are made of: AMI, subnets, security groups, disks. Each becomes an EC2NodeClass.")
    .meta({ change: drift("every node") }),
  nodePools: z
    .array(NodePoolSchema)
    .min(1, "at least one node pool is needed")
    .prefault([{ name: "default" }])
    .describe("Which nodes Karpenter may start, and when it removes them. Each becomes a NodePool.")
    .meta({ change: drift("every node") }),
});

/** Karpenter: the controller on Fargate, and the nodes that it may start. */
export const KarpenterSchema = ControllerSchema.prefault({}).describe("Karpenter and its nodes.");

/** A cluster with Karpenter. */
export type KarpenterCluster = ClusterSpec & { readonly karpenter: z.output<typeof KarpenterSchema> };
