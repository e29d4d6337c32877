import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../src/addons/cluster-file";
import { synthesizeCluster } from "../../testing/stacks";
import { addresses, only, reference } from "../../testing/synthesize";

const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

function synthesize(more: Partial<ClusterInput["network"]> = {}) {
  return synthesizeCluster({ network: { availabilityZones: ZONES, ...more } }).cluster.resource ?? {};
}

/** The addresses of one type, without the type. */
function names(type: string, more: Partial<ClusterInput["network"]> = {}): string[] {
  return Object.keys(synthesize(more)[type] ?? {}).sort();
}

describe("OwnNetwork", () => {
  it("defaults: a VPC with names, a public and a private subnet in each zone", () => {
    const resources = synthesize();
    expect(only(resources, "aws_vpc")).toEqual({
      cidr_block: "10.0.0.0/16",
      enable_dns_hostnames: true,
      enable_dns_support: true,
      tags: { Name: "sandbox" },
    });
    expect(
      Object.values(resources.aws_subnet ?? {})
        .map((subnet) => [subnet.availability_zone, subnet.cidr_block])
        .sort(),
    ).toEqual([
      ["eu-central-1a", "10.0.0.0/19"],
      ["eu-central-1a", "10.0.192.0/22"],
      ["eu-central-1b", "10.0.196.0/22"],
      ["eu-central-1b", "10.0.32.0/19"],
      ["eu-central-1c", "10.0.200.0/22"],
      ["eu-central-1c", "10.0.64.0/19"],
    ]);
  });

  it("lets Karpenter discover the private subnets only, and load balancers each kind", () => {
    const tags = Object.entries(synthesize().aws_subnet ?? {}).map(([name, { tags }]) => ({ name, tags }));
    expect(tags).toHaveLength(6);
    for (const { name, tags: found } of tags) {
      const zone = name.slice(-"eu-central-1a".length);
      expect(found).toEqual(
        name.includes("private")
          ? {
              Name: `sandbox-private-${zone}`,
              "karpenter.sh/discovery": "sandbox",
              "kubernetes.io/role/internal-elb": "1",
            }
          : { Name: `sandbox-public-${zone}`, "kubernetes.io/role/elb": "1" },
      );
    }
  });

  it("keeps the subnets of a zone that is draining, but for discovery, and puts the one NAT gateway where it stays", () => {
    const stack = synthesizeCluster({
      network: { availabilityZones: ZONES, draining: ["eu-central-1a"] },
      controlPlane: { availabilityZones: ["eu-central-1b", "eu-central-1c"] },
    }).cluster;
    const {
      aws_subnet: subnets = {},
      aws_nat_gateway: nats = {},
      aws_eks_cluster,
      aws_eks_fargate_profile,
    } = stack.resource ?? {};
    expect(subnets["network_private-eu-central-1a"]?.tags).toEqual({
      Name: "sandbox-private-eu-central-1a",
      "kubernetes.io/role/internal-elb": "1",
    });
    expect(subnets["network_private-eu-central-1b"]?.tags).toHaveProperty(["karpenter.sh/discovery"]);
    expect(Object.keys(nats)).toEqual(["network_nat-eu-central-1b"]);
    const others = ["b", "c"].map((zone) => reference(`aws_subnet.network_private-eu-central-1${zone}.id`));
    expect(only({ aws_eks_cluster: aws_eks_cluster ?? {} }, "aws_eks_cluster").vpc_config).toMatchObject({
      subnet_ids: others,
    });
    expect(only({ p: aws_eks_fargate_profile ?? {} }, "p").subnet_ids).toEqual(others);
    expect(stack.output?.private_subnet_ids?.value).toEqual(others);
  });

  it("moves neither the control plane nor the NAT gateway when a zone is added, whatever its letter", () => {
    const before = synthesizeCluster({ network: { availabilityZones: ZONES.slice(1) } }).cluster.resource ?? {};
    const after =
      synthesizeCluster({
        network: { availabilityZones: ZONES },
        controlPlane: { availabilityZones: ZONES.slice(1) },
      }).cluster.resource ?? {};
    const place = (found: typeof before) => {
      const { subnet_id, allocation_id } = only(found, "aws_nat_gateway");
      return [only(found, "aws_eks_cluster").vpc_config, found.aws_eip, found.terraform_data, subnet_id, allocation_id];
    };
    expect(place(after)).toEqual(place(before));
    expect(addresses(before).filter((address) => !addresses(after).includes(address))).toEqual([]);
    expect(only(after, "aws_eks_fargate_profile").subnet_ids).toHaveLength(3);
  });

  it("gives no public addresses to what is in its subnets", () => {
    const open = Object.values(synthesize().aws_subnet ?? {}).filter((subnet) => "map_public_ip_on_launch" in subnet);
    expect(open).toEqual([]);
  });

  it("routes every private subnet through the one NAT gateway, in a table of its own", () => {
    const { aws_route: routes = {}, aws_nat_gateway: nats = {} } = synthesize();
    expect(Object.keys(nats)).toEqual(["network_nat-eu-central-1a"]);
    const nat = Object.values(routes).filter((route) => "nat_gateway_id" in route);
    expect(nat.map((route) => route.nat_gateway_id)).toEqual(
      Array(3).fill(reference("aws_nat_gateway.network_nat-eu-central-1a.id")),
    );
    expect(new Set(nat.map((route) => route.route_table_id)).size).toBe(3);
    expect(Object.values(routes).map((route) => route.destination_cidr_block)).toEqual(Array(4).fill("0.0.0.0/0"));
  });

  it("routes each private subnet through the NAT gateway of its own zone when asked to", () => {
    const { aws_route: routes = {}, aws_eip: addressesOfNat = {} } = synthesize({ natGateways: "perZone" });
    expect(Object.keys(addressesOfNat)).toHaveLength(3);
    for (const zone of ZONES) {
      expect(routes[`network_private-nat-${zone}`]?.nat_gateway_id).toBe(
        reference(`aws_nat_gateway.network_nat-${zone}.id`),
      );
    }
  });

  it("makes a NAT gateway after its VPC has an internet gateway, and removes it before", () => {
    expect(only(synthesize(), "aws_nat_gateway").depends_on).toContain("aws_route.network_public-internet");
  });

  it("associates each subnet with a route table", () => {
    const { aws_route_table_association: associations = {}, aws_subnet: subnets = {} } = synthesize();
    const associated = Object.values(associations).map((association) => association.subnet_id);
    expect(associated.sort()).toEqual(
      Object.keys(subnets)
        .map((name) => reference(`aws_subnet.${name}.id`))
        .sort(),
    );
  });

  it("keeps what is in a zone when other zones come, go or change places", () => {
    const [a, b, c] = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
    const before = synthesize({ availabilityZones: [a, b] });
    const after = synthesize({ availabilityZones: [a, b, c] });
    expect(addresses(before).filter((address) => !addresses(after).includes(address))).toEqual([]);
    expect(addresses(synthesize({ availabilityZones: [a, c, b] }))).toEqual(addresses(after));
    expect(names("aws_subnet", { availabilityZones: [c, a, b] })).toEqual(names("aws_subnet"));
  });
});
