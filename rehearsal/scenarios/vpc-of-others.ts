import type { AwsClient } from "../aws-client";
import type { VpcIds } from "../edits/samples";
import { list } from "../xml";

/** A VPC that somebody else has made, and keeps: with a tag of another cluster, and a way out of its private subnets. */
export interface VpcOfOthers extends VpcIds {
  remove(): Promise<void>;
}

/** Everything that EC2 tells of the VPC, by kind. */
export type VpcDescription = Readonly<Record<string, unknown>>;

const OWNERS_TAGS = { team: "network", "karpenter.sh/discovery": "another" };

type Ec2 = ReturnType<typeof caller>;

/** Makes something, and remembers how it is removed. */
interface Maker {
  readonly ec2: Ec2;
  readonly vpcId: string;
  readonly undo: (() => Promise<unknown>)[];
}

/**
 * Makes it: three private subnets, of which one has a route table of its own and the others the VPC's main one, two public
 * ones, and two small ones for control planes in each of two zones.
 */
export async function makeVpc(client: AwsClient, region: string): Promise<VpcOfOthers> {
  const ec2 = caller(client);
  const { vpc } = await ec2<{ vpc: { vpcId: string } }>("CreateVpc", { CidrBlock: "10.40.0.0/16" });
  const { vpcId } = vpc;
  const maker: Maker = { ec2, vpcId, undo: [() => ec2("DeleteVpc", { VpcId: vpcId })] };
  await ec2("ModifyVpcAttribute", { VpcId: vpcId, EnableDnsHostnames: { Value: true } });
  const subnet = (letter: string, range: string) => makeSubnet(maker, `${region}${letter}`, `10.40.${range}`);
  const made = {
    privateSubnets: [await subnet("a", "0.0/20"), await subnet("b", "16.0/20"), await subnet("c", "32.0/20")],
    publicSubnets: [await subnet("a", "48.0/24"), await subnet("b", "49.0/24")],
    controlPlaneSubnets: [
      await subnet("a", "50.0/28"),
      await subnet("b", "50.16/28"),
      await subnet("a", "50.32/28"),
      await subnet("b", "50.48/28"),
    ],
  } as const;
  await makeWaysOut(maker, made);
  const Tag = Object.entries(OWNERS_TAGS).map(([Key, Value]) => ({ Key, Value }));
  await ec2("CreateTags", { ResourceId: [vpcId, ...made.privateSubnets], Tag });
  return {
    vpcId,
    ...made,
    remove: async () => {
      for (const step of maker.undo.toReversed()) await step();
    },
  };
}

async function makeSubnet({ ec2, vpcId, undo }: Maker, zone: string, range: string): Promise<string> {
  const wanted = { VpcId: vpcId, CidrBlock: range, AvailabilityZone: zone };
  const { subnet } = await ec2<{ subnet: { subnetId: string } }>("CreateSubnet", wanted);
  undo.push(() => ec2("DeleteSubnet", { SubnetId: subnet.subnetId }));
  return subnet.subnetId;
}

/** An internet gateway for the public subnets, and NAT for the private ones. */
async function makeWaysOut(
  maker: Maker,
  { privateSubnets, publicSubnets }: Pick<VpcIds, "privateSubnets" | "publicSubnets">,
): Promise<void> {
  const { ec2, vpcId, undo } = maker;
  const { internetGateway } = await ec2<{ internetGateway: { internetGatewayId: string } }>("CreateInternetGateway");
  const internet = { InternetGatewayId: internetGateway.internetGatewayId };
  await ec2("AttachInternetGateway", { ...internet, VpcId: vpcId });
  undo.push(async () => {
    await ec2("DetachInternetGateway", { ...internet, VpcId: vpcId });
    await ec2("DeleteInternetGateway", internet);
  });
  const { allocationId } = await ec2<{ allocationId: string }>("AllocateAddress", { Domain: "vpc" });
  undo.push(() => ec2("ReleaseAddress", { AllocationId: allocationId }));
  const { natGateway } = await ec2<{ natGateway: { natGatewayId: string } }>("CreateNatGateway", {
    SubnetId: publicSubnets[0],
    AllocationId: allocationId,
  });
  const nat = { NatGatewayId: natGateway.natGatewayId };
  undo.push(() => ec2("DeleteNatGateway", nat));
  await makeRoutes(maker, { GatewayId: internet.InternetGatewayId }, publicSubnets);
  await makeRoutes(maker, nat, [privateSubnets[0]]);
  await ec2("CreateRoute", { RouteTableId: await mainTable(maker), DestinationCidrBlock: "0.0.0.0/0", ...nat });
}

/** A route table with a way out, for these subnets. */
async function makeRoutes({ ec2, vpcId, undo }: Maker, way: object, subnets: readonly string[]): Promise<void> {
  const { routeTable } = await ec2<{ routeTable: { routeTableId: string } }>("CreateRouteTable", { VpcId: vpcId });
  const RouteTableId = routeTable.routeTableId;
  undo.push(() => ec2("DeleteRouteTable", { RouteTableId }));
  await ec2("CreateRoute", { RouteTableId, DestinationCidrBlock: "0.0.0.0/0", ...way });
  for (const SubnetId of subnets) {
    const { associationId } = await ec2<{ associationId: string }>("AssociateRouteTable", { RouteTableId, SubnetId });
    undo.push(() => ec2("DisassociateRouteTable", { AssociationId: associationId }));
  }
}

async function mainTable({ ec2, vpcId }: Maker): Promise<string> {
  const { routeTableSet } = await ec2<{ routeTableSet: { routeTableId: string }[] }>("DescribeRouteTables", {
    Filter: [
      { Name: "vpc-id", Value: [vpcId] },
      { Name: "association.main", Value: ["true"] },
    ],
  });
  return list(routeTableSet)[0]?.routeTableId ?? "";
}

/** All that EC2 tells of the VPC and of what is in it. */
export async function describeVpc(client: AwsClient, vpcId: string): Promise<VpcDescription> {
  const ec2 = caller(client);
  const inVpc = (Name = "vpc-id") => ({ Filter: [{ Name, Value: [vpcId] }] });
  const attribute = (Attribute: string) => ec2("DescribeVpcAttribute", { VpcId: vpcId, Attribute });
  const asked = {
    vpc: ec2("DescribeVpcs", inVpc()),
    names: attribute("enableDnsHostnames"),
    resolution: attribute("enableDnsSupport"),
    subnets: ec2("DescribeSubnets", inVpc()),
    routes: ec2("DescribeRouteTables", inVpc()),
    internet: ec2("DescribeInternetGateways", inVpc("attachment.vpc-id")),
    nat: ec2("DescribeNatGateways", inVpc()),
    groups: ec2("DescribeSecurityGroups", inVpc()),
    lists: ec2("DescribeNetworkAcls", inVpc()),
    endpoints: ec2("DescribeVpcEndpoints", inVpc()),
    interfaces: ec2("DescribeNetworkInterfaces", inVpc()),
    flowLogs: ec2("DescribeFlowLogs", inVpc("resource-id")),
  };
  const answers = await Promise.all(
    Object.entries(asked).map(async ([kind, answer]) => {
      const { requestId: _, ...told } = await answer;
      return [kind, told] as const;
    }),
  );
  return Object.fromEntries(answers);
}

function caller(client: AwsClient) {
  return <T extends object = { requestId?: string }>(action: string, parameters: object = {}) =>
    client.query<T & { requestId?: string }>("ec2", action, { ...parameters });
}
