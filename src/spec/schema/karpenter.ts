import { z } from "zod";
import { dnsLabel, quantity } from "./common";
import { NodeClassSchema } from "./node-class";
import { NodePoolSchema } from "./node-pool";

const ResourcesSchema = z.strictObject({
  cpu: quantity.default("1").describe("CPU of a controller pod; request and limit alike."),
  memory: quantity
    .default("1Gi")
    .describe("Memory of a controller pod; request and limit alike. Fargate adds 256 MiB and bills the next size up."),
});

/** Karpenter: the controller on Fargate, and the nodes that it may start. */
export const KarpenterSchema = z.strictObject({
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, "an exact version without 'v' is needed, such as 1.15.0")
    .default("1.15.0")
    .describe("Version of the charts `karpenter` and `karpenter-crd`. The default is the one that is rehearsed."),
  namespace: dnsLabel
    .default("karpenter")
    .describe(
      "Namespace of the controller. To change it in a living cluster takes two commands first (README, Move Karpenter).",
    ),
  replicas: z
    .int()
    .min(1, "at least one replica is needed")
    .max(10)
    .default(2)
    .describe("Controller pods; one leads, the others stand by."),
  resources: ResourcesSchema.prefault({}).describe("Size of a controller pod."),
  interruptionHandling: z
    .boolean()
    .default(true)
    .describe(
      "Whether Karpenter hears of spot interruptions, maintenance and stopped instances (by a queue and five event rules) and drains nodes in time.",
    ),
  nodeClasses: z
    .array(NodeClassSchema)
    .min(1, "at least one node class is needed")
    .prefault([{ name: "default" }])
    .describe("What nodes are made of: AMI, subnets, security groups, disks. Each becomes an EC2NodeClass."),
  nodePools: z
    .array(NodePoolSchema)
    .min(1, "at least one node pool is needed")
    .prefault([{ name: "default" }])
    .describe("Which nodes Karpenter may start, and when it removes them. Each becomes a NodePool."),
});
