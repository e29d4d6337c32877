import { describe, expect, it } from "vitest";
import { CLUSTER_GROUP, nodeSelectors } from "../../src/network/node-selectors";
import { clusterSpec } from "../../testing/stacks";

describe("nodeSelectors", () => {
  it("defaults: the tag of the cluster, on what is made for it", () => {
    const discovered = [{ tags: { "karpenter.sh/discovery": "sandbox" } }];
    expect(nodeSelectors(clusterSpec(), "sg-1")).toEqual({
      subnetSelectorTerms: discovered,
      securityGroupSelectorTerms: discovered,
    });
  });

  it("are ids in a VPC that exists, in one order", () => {
    const subnets = ["subnet-1a2b3c4d", "subnet-0a2b3c4d"];
    const cluster = clusterSpec({ network: { vpcId: "vpc-0a1b2c3d", privateSubnets: subnets } });
    const { subnetSelectorTerms, securityGroupSelectorTerms } = nodeSelectors(cluster, "sg-1");
    expect(subnetSelectorTerms).toEqual([{ id: "subnet-0a2b3c4d" }, { id: "subnet-1a2b3c4d" }]);
    expect(securityGroupSelectorTerms).toEqual([{ id: "sg-1" }]);
    expect(nodeSelectors(cluster).securityGroupSelectorTerms).toEqual([{ id: CLUSTER_GROUP }]);
  });
});
