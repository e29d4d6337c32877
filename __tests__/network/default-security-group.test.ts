import { describe, expect, it } from "vitest";
import { resource, synthesizeCluster } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";

describe("emptyDefaultSecurityGroup", () => {
  it("defaults: the VPC's own group, with no rule in either direction", () => {
    const { cluster } = synthesizeCluster();
    expect(resource(cluster, "aws_default_security_group")).toEqual({
      vpc_id: reference("aws_vpc.network_vpc.id"),
      // Left out, Terraform would keep the rules that the group has.
      ingress: [],
      egress: [],
      tags: { Name: "unused" },
    });
  });
});
