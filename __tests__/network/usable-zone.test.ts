import { describe, expect, it } from "vitest";
import { refusedZones } from "../../src/knowledge/zones";
import { usableZone } from "../../src/network/usable-zone";
import { resources, synthesizeCluster } from "../../testing/stacks";

describe("usableZone", () => {
  it("defaults to nothing where every zone is taken", () => {
    expect(usableZone(refusedZones("eu-central-1"), "eu-central-1a", "choose another")).toEqual([]);
  });

  it("is a condition on each private subnet, and on no other", () => {
    const { cluster } = synthesizeCluster({
      region: "us-east-1",
      network: { availabilityZones: ["us-east-1a", "us-east-1e"] },
    });
    const conditions = Object.entries(resources(cluster, "aws_subnet")).map(([name, { lifecycle }]) => [
      name,
      lifecycle,
    ]);
    const condition = (zone: string) => ({
      postcondition: [
        {
          condition: '${self.availability_zone_id != "use1-az3"}',
          error_message: `In this account ${zone} is the zone use1-az3, where EKS takes no subnets; choose another under network.availabilityZones.`,
        },
      ],
    });
    expect(Object.fromEntries(conditions)).toEqual({
      "network_private-us-east-1a": condition("us-east-1a"),
      "network_private-us-east-1e": condition("us-east-1e"),
      "network_public-us-east-1a": undefined,
      "network_public-us-east-1e": undefined,
    });
  });
});
