import { z } from "zod";
import { impossible, replacement } from "./change";

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
    .array(
      z
        .string()
        .regex(/^[a-z]{2}(-[a-z]+)+-\d[a-f]$/, "the name of an availability zone is needed, such as eu-central-1a"),
    )
    .min(2, "at least two availability zones are needed: EKS places its control plane in two or more")
    .max(6, "at most six availability zones are possible")
    .describe(
      "Availability zones, by name. EKS keeps a control plane in the set of zones it was created in; changing them later needs a new cluster.",
    )
    .meta({ change: impossible() }),
  natGateways: z
    .enum(["single", "perZone"])
    .default("single")
    .describe(
      "`single`: one NAT gateway for all zones, cheaper. `perZone`: one in each zone, so that a zone's failure takes no other zone's way out.",
    )
    .meta({
      change: replacement("gateways are made or removed, routes follow: connections break, addresses may change", [
        "aws_eip.network_nat-address-*",
        "aws_nat_gateway.network_nat-*",
      ]),
    }),
});
