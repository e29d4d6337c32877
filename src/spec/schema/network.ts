import { z } from "zod";
import { FARGATE_PROFILES, impossible, NAT_GATEWAYS, replacement } from "./change";
import { zoneName } from "./common";

/** The VPC: one public and one private subnet in each availability zone. */
export const NetworkSchema = z.strictObject({
  cidr: z
    .cidrv4("an IPv4 range is needed, such as 10.0.0.0/16")
    .default("10.0.0.0/16")
    .describe(
      "Address range of the VPC, from /16 to /22. A private subnet takes an eighth of it, a public one a sixty-fourth; which part follows from the zone's letter, so that a zone added later moves no other.",
    )
    .meta({ change: impossible() }),
  availabilityZones: z
    .array(zoneName)
    .min(2, "at least two availability zones are needed: EKS places its control plane in two or more")
    .max(6, "at most six availability zones are possible")
    .describe(
      "Availability zones of the subnets, and so of nodes and Fargate pods, by name. More may be added later: then write down those that the control plane was made in, under `controlPlane.availabilityZones`.",
    )
    .meta({
      change: replacement(
        "a zone more: its subnets are made, and the Fargate profiles anew; a zone less: the plan fails as long as instances run there, so drain it first (`network.draining`)",
        [...FARGATE_PROFILES, ...NAT_GATEWAYS, "aws_subnet.network_*", "aws_route*.network_*"],
      ),
    }),
  draining: z
    .array(zoneName)
    .default([])
    .describe(
      "Zones that are going to be removed: Karpenter replaces its nodes there by others elsewhere, and Fargate starts no more pods. When the last node is gone, take the zone out of both lists. Not for a zone of the control plane.",
    )
    .meta({
      change: replacement(
        "Karpenter replaces the nodes of the zone, within the disruption budgets; the Fargate profiles are made anew without it",
        FARGATE_PROFILES,
      ),
    }),
  natGateways: z
    .enum(["single", "perZone"])
    .default("single")
    .describe(
      "`single`: one NAT gateway for all zones, cheaper. `perZone`: one in each zone, so that a zone's failure takes no other zone's way out.",
    )
    .meta({
      change: replacement(
        "gateways are made or removed, routes follow: connections break, addresses may change",
        NAT_GATEWAYS,
      ),
    }),
});
