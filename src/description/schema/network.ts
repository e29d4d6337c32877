import { z } from "zod";
import { FARGATE_PROFILES, impossible, inPlace, NAT_GATEWAYS, replacement } from "./change";
import { logRetentionDays, subnetId, zoneName } from "./common";

/** Terms by which a node class may select subnets: one is needed for each. */
const MOST_SUBNETS = 30;

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html */
const FlowLogsSchema = z.strictObject({
  enabled: z.boolean().default(false).describe("Whether the traffic of the VPC is recorded. AWS bills by the amount."),
  traffic: z
    .enum(["all", "accepted", "rejected"])
    .default("all")
    .describe("Which traffic is recorded: all of it, or what security groups and network ACLs let pass, or refused."),
  retentionDays: logRetentionDays
    .default(30)
    .describe("Days that CloudWatch keeps the records; 0 keeps them for ever. In a bucket its own rules hold.")
    .meta({ change: inPlace() }),
  bucketArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w!.*'()/-]*)?$/,
      "the ARN of a bucket is needed, with a folder if you like, such as arn:aws:s3:::acme-flow-logs/eks",
    )
    .optional()
    .describe(
      "ARN of a bucket that exists, with a folder if you like; its policy must let `delivery.logs.amazonaws.com` write. Left out, records go to the CloudWatch log group `/aws/vpc/<name>/flow-logs`, which is made.",
    ),
});

const privateSubnets = z.union([
  z
    .array(subnetId)
    .min(2, "at least two subnets are needed, in different zones")
    .max(MOST_SUBNETS, `at most ${MOST_SUBNETS} subnets are possible`),
  z.record(zoneName, subnetId),
]);

/**
 * The VPC: one that is made, with a public and a private subnet in each availability zone, or one that exists (`vpcId`).
 *
 * Which of the two it is follows from what is written, and so no key is needed here; a rule sees to it.
 */
export const NetworkSchema = z.strictObject(
  {
    cidr: z
      .cidrv4("an IPv4 range is needed, such as 10.0.0.0/16")
      .default("10.0.0.0/16")
      .describe(
        "For a VPC that is made. Its address range, from /16 to /22. A private subnet takes an eighth of it, a public one a sixty-fourth; which part follows from the zone's letter, so that a zone added later moves no other.",
      )
      .meta({ change: impossible() }),
    availabilityZones: z
      .array(zoneName)
      .min(2, "at least two availability zones are needed: EKS places its control plane in two or more")
      .max(6, "at most six availability zones are possible")
      .optional()
      .describe(
        "For a VPC that is made. Availability zones of the subnets, and so of nodes and Fargate pods, by name. More may be added later: then write down those that the control plane was made in, under `controlPlane.availabilityZones`.",
      )
      .meta({
        change: replacement(
          "adding a zone makes its subnets and replaces the Fargate profiles; removing one fails in the plan as long as nodes run there, so drain it first (`network.draining`)",
          [...FARGATE_PROFILES, ...NAT_GATEWAYS, "aws_subnet.network_*", "aws_route*.network_*"],
        ),
      }),
    draining: z
      .array(zoneName)
      .default([])
      .describe(
        "For a VPC that is made. Zones that are going to be removed: Karpenter replaces its nodes there by others elsewhere, and Fargate starts no more pods. When the last node is gone, take the zone out of both lists. Not for a zone of the control plane.",
      )
      .meta({
        change: replacement(
          "Karpenter replaces the nodes of the zone, within the disruption budgets; the Fargate profiles are replaced, without it",
          FARGATE_PROFILES,
        ),
      }),
    natGateways: z
      .enum(["single", "perZone"])
      .default("single")
      .describe(
        "For a VPC that is made. `single`: one NAT gateway for all zones, cheaper. `perZone`: one in each zone, so that a zone's failure takes no other zone's way out.",
      )
      .meta({
        change: replacement(
          "gateways are made or removed, routes follow: connections break, addresses may change",
          NAT_GATEWAYS,
        ),
      }),
    flowLogs: FlowLogsSchema.prefault({})
      .describe("For a VPC that is made. Records of its traffic (VPC flow logs).")
      .meta({
        change: replacement("records go elsewhere, or stop; a log group made here is deleted with what it holds", [
          "aws_flow_log.network_flow-logs",
          "aws_cloudwatch_log_group.network_flow-logs_group",
          "aws_iam_role.network_flow-logs_role",
          "aws_iam_role_policy.network_flow-logs_policy",
        ]),
      }),
    vpcId: z
      .string()
      .regex(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, "the id of a VPC is needed, such as vpc-0123456789abcdef0")
      .optional()
      .describe(
        "A VPC that exists, in place of one that is made: nothing in it is made, tagged or changed. `privateSubnets` go with it, and none of the keys above.",
      )
      .meta({ change: impossible() }),
    privateSubnets: privateSubnets
      .optional()
      .describe(
        "Subnets of the VPC that exists, for nodes, Fargate pods and, unless `controlPlane.subnets` names others, the control plane: a list of ids, or the id for each zone (`eu-central-1a: subnet-...`). In two zones at least, without a route to an internet gateway.",
      )
      .meta({
        change: replacement(
          "the Fargate profiles are replaced, and Karpenter replaces the nodes in a subnet that is named no more, within the disruption budgets; without `controlPlane.subnets`, the zones have to stay",
          [...FARGATE_PROFILES, "terraform_data.network_*"],
        ),
      }),
    publicSubnets: z
      .array(subnetId)
      .max(MOST_SUBNETS, `at most ${MOST_SUBNETS} subnets are possible`)
      .optional()
      .describe(
        "Public subnets of the VPC that exists, for load balancers that face the internet. Nothing is put in them; a plan fails for one that isn't in the VPC, or has no route to an internet gateway.",
      )
      .meta({ change: inPlace() }),
    verify: z
      .boolean()
      .default(true)
      .describe(
        "Whether each plan asks AWS if the VPC that exists, and its subnets, are as a cluster needs them. Without, a plan of a cluster that isn't there yet needs no account.",
      )
      .meta({
        change: replacement("in place; what was noted of the subnets when they were taken in goes, or is noted anew", [
          "terraform_data.network_*",
          "terraform_data.fixed_controlPlane-availabilityZones",
        ]),
      }),
  },
  {
    error: ({ code }) =>
      code === "invalid_type"
        ? "an object with availabilityZones, or with vpcId and privateSubnets, is needed"
        : undefined,
  },
);
