import { z } from "zod";
import { wrongZone, ZONE_NAME } from "../../knowledge/zones";

/** The VPC: one public and one private subnet in each availability zone. */
export const NetworkSchema = z.strictObject({
  cidr: z
    .cidrv4("an IPv4 range is needed, such as 10.0.0.0/16")
    .default("10.0.0.0/16")
    .describe(
      "Address range of the VPC, from /16 to /22. A private subnet takes an eighth of it, a public one a sixty-fourth; which part follows from the zone's letter, so that a zone added later moves no other.",
    ),
  availabilityZones: z
    .array(z.string().regex(ZONE_NAME, { error: ({ input }) => wrongZone(String(input)) }))
    .min(2, "at least two availability zones are needed: EKS places its control plane in two or more")
    .max(6, "at most six availability zones are possible")
    .describe(
      "Availability zones, by name. EKS keeps a control plane in the set of zones it was created in; changing them later needs a new cluster.",
    ),
  natGateways: z
    .enum(["single", "perZone"])
    .default("single")
    .describe(
      "`single`: one NAT gateway for all zones, cheaper. `perZone`: one in each zone, so that a zone's failure takes no other zone's way out.",
    ),
});
