import assert from "node:assert/strict";
import type { AwsClient } from "../aws-client";
import { list } from "../xml";

interface Subnet {
  readonly subnetId: string;
  readonly availabilityZone: string;
  readonly cidrBlock: string;
  readonly vpcId: string;
  readonly tagSet: Tags;
}

interface RouteTable {
  readonly routeTableId: string;
  readonly associationSet: readonly { readonly subnetId?: string }[] | "";
  readonly routeSet: readonly Route[] | "";
}

interface Route {
  readonly destinationCidrBlock?: string;
  readonly gatewayId?: string;
  readonly natGatewayId?: string;
}

type Tags = readonly { readonly key: string; readonly value: string }[] | "";

/** What the network of a cluster shall be. */
export interface NetworkExpectation {
  readonly cluster: string;
  readonly zones: readonly string[];
  readonly natGateways: number;
}

/** The network as AWS has it: subnets in each zone, the tags that EKS and Karpenter look for, and the ways out. */
export async function expectNetwork(
  client: AwsClient,
  vpcId: string,
  { cluster, zones, natGateways }: NetworkExpectation,
): Promise<void> {
  const inVpc = { Filter: [{ Name: "vpc-id", Value: [vpcId] }] };
  const subnets = list((await client.query<{ subnetSet: Subnet[] }>("ec2", "DescribeSubnets", inVpc)).subnetSet);
  const open = subnets.filter(({ tagSet }) => tag(tagSet, "kubernetes.io/role/elb") === "1");
  const closed = subnets.filter(({ tagSet }) => tag(tagSet, "kubernetes.io/role/internal-elb") === "1");
  for (const [kind, found] of [["public", open] as const, ["private", closed] as const]) {
    const where = found.map(({ availabilityZone }) => availabilityZone).sort();
    assert.deepEqual(where, zones.toSorted(), `a ${kind} subnet in each zone, told apart by its role tag`);
  }
  assert.equal(subnets.length, open.length + closed.length, "no subnet that is neither public nor private");
  const discovered = subnets.filter(({ tagSet }) => tag(tagSet, "karpenter.sh/discovery") === cluster);
  assert.deepEqual(ids(discovered), ids(closed), "Karpenter's discovery tag on the private subnets, and on no others");

  const tables = await client.query<{ routeTableSet: RouteTable[] }>("ec2", "DescribeRouteTables", inVpc);
  const wayOut = (subnet: Subnet) => defaultRoute(list(tables.routeTableSet), subnet.subnetId);
  for (const subnet of open)
    assert.match(wayOut(subnet)?.gatewayId ?? "", /^igw-/, `${name(subnet)} leads to the internet`);
  for (const subnet of closed)
    assert.match(wayOut(subnet)?.natGatewayId ?? "", /^nat-/, `${name(subnet)} leads to NAT`);
  const gateways = new Set(closed.map((subnet) => wayOut(subnet)?.natGatewayId));
  assert.equal(gateways.size, natGateways, "number of NAT gateways in use");
}

/** The one security group that Karpenter finds for its nodes by the discovery tag. */
export async function expectDiscoveredGroup(client: AwsClient, cluster: string, groupId: string): Promise<void> {
  const tagged = { Filter: [{ Name: "tag:karpenter.sh/discovery", Value: [cluster] }] };
  const answer = await client.query<{ securityGroupInfo: { groupId: string }[] }>(
    "ec2",
    "DescribeSecurityGroups",
    tagged,
  );
  const found = list(answer.securityGroupInfo).map((group) => group.groupId);
  assert.deepEqual(found, [groupId], "the cluster's security group, and no other, has Karpenter's discovery tag");
}

function defaultRoute(tables: readonly RouteTable[], subnetId: string): Route | undefined {
  const table = tables.find(({ associationSet }) => list(associationSet).some((one) => one.subnetId === subnetId));
  return list(table?.routeSet).find(({ destinationCidrBlock }) => destinationCidrBlock === "0.0.0.0/0");
}

function tag(tags: Tags, key: string): string | undefined {
  return list(tags).find((one) => one.key === key)?.value;
}

function ids(subnets: readonly Subnet[]): string[] {
  return subnets.map(({ subnetId }) => subnetId).sort();
}

function name({ tagSet, subnetId }: Subnet): string {
  return tag(tagSet, "Name") ?? subnetId;
}
