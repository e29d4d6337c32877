import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../src/addons/cluster-file";
import { graphOf } from "../../testing/graph";
import { resource, resources, stackAddresses, synthesizeCluster } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";

const VPC = "vpc-0a1b2c3d4e5f60718";
const subnet = (letter: string) => `subnet-0a1b2c3d4e5f6071${letter}`;
const PRIVATE = [subnet("a"), subnet("b"), subnet("c")];

function synthesize(network: Partial<ClusterInput["network"]> = {}, more: Partial<ClusterInput> = {}) {
  return synthesizeCluster({ network: { vpcId: VPC, privateSubnets: PRIVATE, ...network }, ...more });
}

const profileName = (network: Partial<ClusterInput["network"]>) =>
  resource(synthesize(network).cluster, "aws_eks_fargate_profile").fargate_profile_name;

/** Specs of the node classes in the values of their release. */
function nodeClasses(stacks: ReturnType<typeof synthesize>): Record<string, unknown>[] {
  const [values] = resource(stacks.addons, "helm_release", "karpenter_node-pools").values as string[];
  const byName: Record<string, { spec: Record<string, unknown> }> = JSON.parse(values ?? "").nodeClasses;
  return Object.values(byName).map(({ spec }) => spec);
}

describe("ExistingNetwork", () => {
  const stacks = synthesize();
  const { cluster } = stacks;

  it("defaults: nothing is made in the VPC, nor tagged but the security group that EKS makes for the cluster", () => {
    const made = Object.keys(cluster.resource ?? {});
    expect(made.filter((type) => /^aws_(?!eks|iam|kms|cloudwatch)/.test(type))).toEqual(["aws_ec2_tag"]);
    expect(resource(cluster, "aws_ec2_tag").resource_id).toBe(
      reference("aws_eks_cluster.cluster.vpc_config[0].cluster_security_group_id"),
    );
  });

  it("has the control plane and pods on Fargate in the private subnets, whatever their order", () => {
    expect(resource(cluster, "aws_eks_cluster").vpc_config).toMatchObject({ subnet_ids: PRIVATE });
    expect(resource(cluster, "aws_eks_fargate_profile").subnet_ids).toEqual(PRIVATE);
    expect(cluster.output?.private_subnet_ids?.value).toEqual(PRIVATE);
    expect(cluster.output?.vpc_id?.value).toBe(VPC);
    expect(synthesize({ privateSubnets: PRIVATE.toReversed() }).cluster).toEqual(cluster);
  });

  it("has node classes find subnets by their ids, and the cluster's security group by its own", () => {
    expect(nodeClasses(stacks)).toEqual([
      expect.objectContaining({
        subnetSelectorTerms: PRIVATE.map((id) => ({ id })),
        securityGroupSelectorTerms: [
          { id: reference("data.terraform_remote_state.cluster.outputs.cluster_security_group_id") },
        ],
      }),
    ]);
    const chosen = { name: "default", subnetSelectorTerms: [{ id: subnet("d") }] };
    expect(nodeClasses(synthesize({}, { karpenter: { nodeClasses: [chosen] } }))).toEqual([
      expect.objectContaining({ subnetSelectorTerms: chosen.subnetSelectorTerms }),
    ]);
  });

  it("puts the control plane alone into subnets of its own", () => {
    const subnets = [subnet("e"), subnet("d")];
    const own = synthesize({}, { controlPlane: { subnets } });
    expect(resource(own.cluster, "aws_eks_cluster").vpc_config).toMatchObject({ subnet_ids: subnets.toSorted() });
    expect(resource(own.cluster, "aws_eks_fargate_profile").subnet_ids).toEqual(PRIVATE);
    expect(nodeClasses(own)).toEqual(nodeClasses(stacks));
  });

  it("takes one subnet for each zone, too, which is the same network", () => {
    const [a = "", b = "", c = ""] = PRIVATE;
    const byZone = { "eu-central-1a": a, "eu-central-1b": b, "eu-central-1c": c };
    const { cluster: zoned } = synthesize({ privateSubnets: byZone, verify: false });
    const { cluster: listed } = synthesize({ verify: false });
    const zones = "terraform_data.fixed_controlPlane-availabilityZones";
    expect(stackAddresses(zoned).filter((address) => address !== zones)).toEqual(stackAddresses(listed));
    expect(resource(zoned, "terraform_data", "fixed_controlPlane-availabilityZones").input).toBe(
      "eu-central-1a, eu-central-1b, eu-central-1c",
    );
  });

  it("gives Fargate profiles another name when other subnets replace them", () => {
    const names = [{}, { privateSubnets: PRIVATE.slice(1) }, { publicSubnets: [subnet("d")] }].map(profileName);
    expect(new Set(names).size).toBe(2);
    expect(names[2]).toBe(names[0]);
  });

  it("asks AWS nothing at all without verify", () => {
    const quiet = synthesize({ verify: false }).cluster;
    expect(Object.keys(quiet.data ?? {})).toEqual(["aws_partition"]);
    expect(Object.keys(resources(quiet, "terraform_data")).filter((name) => name.startsWith("network_"))).toEqual([]);
  });

  it("remembers VPC and zones of the control plane, when the cluster is there", () => {
    const graph = graphOf(cluster);
    expect(resource(cluster, "terraform_data", "fixed_network-cidr").input).toBe(VPC);
    for (const record of ["fixed_network-cidr", "fixed_controlPlane-availabilityZones"]) {
      expect(graph.reaches(`terraform_data.${record}`, "aws_eks_cluster.cluster"), record).toBe(true);
    }
  });
});
