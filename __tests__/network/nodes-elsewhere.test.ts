import { describe, expect, it } from "vitest";
import { synthesizeCluster } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";

const zones = (letters: string) => [...letters].map((letter) => `us-west-2${letter}`);

const found = (letters: string) =>
  synthesizeCluster({
    region: "us-west-2",
    network: { availabilityZones: zones(letters) },
    controlPlane: { availabilityZones: zones("ab") },
  }).cluster.data?.aws_instances?.["nodes-elsewhere"];

describe("NodesElsewhere", () => {
  it("defaults: looks for instances of the VPC in the zones that it doesn't have, or no longer", () => {
    expect(found("abd")).toMatchObject({
      // Known only when there is a VPC: a plan before that asks nobody.
      filter: [
        { name: "vpc-id", values: [reference("aws_vpc.network_vpc.id")] },
        { name: "availability-zone", values: zones("cef") },
        { name: "tag:kubernetes.io/cluster/sandbox", values: ["owned"] },
      ],
      instance_state_names: ["pending", "running"],
      lifecycle: { postcondition: [{ condition: reference("length(self.ids) == 0") }] },
    });
  });

  it("asks nothing where a node class chooses its subnets, which may be anywhere", () => {
    const nodeClasses = [{ name: "default", subnetSelectorTerms: [{ id: "subnet-0123456789abcdef0" }] }];
    const { data } = synthesizeCluster({ karpenter: { nodeClasses } }).cluster;
    expect(data?.aws_instances).toBeUndefined();
  });

  it("asks nothing where every zone is used", () => {
    expect(found("abcdef")).toBeUndefined();
  });
});
