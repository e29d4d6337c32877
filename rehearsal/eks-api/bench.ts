import { EKSClient } from "@aws-sdk/client-eks";
import { AwsClient } from "../aws-client";
import type { EmulatedAws, InsightStatus } from "../emulated-aws";

/** Name of the cluster that the checks make and remove. */
export const CLUSTER = "sdk-check";

/** What the checks work with. */
export interface Bench {
  readonly eks: EKSClient;
  /** Calls to other services. */
  readonly aws: AwsClient;
  readonly network: Network;
  /** ARN of the role that the named service may assume. */
  readonly role: (service: keyof typeof SERVICES) => string;
  /** Makes each change of state that begins in it take this long, so that there is time to see what is refused meanwhile. */
  readonly slowly: <T>(run: () => Promise<T>) => Promise<T>;
  /** Gives an upgrade insight of the cluster a status, as EKS does after it has looked. */
  readonly setInsight: (name: string, status: InsightStatus) => Promise<void>;
}

export interface Network {
  /** Two private subnets in two zones. */
  readonly privateSubnets: readonly [string, string];
  /** In the zone of the first private subnet. */
  readonly publicSubnet: string;
  /** Private, and in a third zone. */
  readonly thirdSubnet: string;
}

const SERVICES = {
  cluster: "eks.amazonaws.com",
  fargate: "eks-fargate-pods.amazonaws.com",
  pods: "pods.eks.amazonaws.com",
  nodes: "ec2.amazonaws.com",
} as const;

const SLOW_SECONDS = 1.5;

/** Makes the network and roles that a cluster needs, runs, and removes them again; after a failure, what can be removed. */
export async function withBench(emulated: EmulatedAws, run: (bench: Bench) => Promise<void>): Promise<void> {
  const { url, region } = emulated;
  const aws = new AwsClient({ url, region });
  const credentials = { accessKeyId: "rehearsal", secretAccessKey: "rehearsal" };
  // A call that is repeated behind our back would hide what the first one was answered.
  const eks = new EKSClient({ endpoint: url, region, credentials, maxAttempts: 1 });
  const undo: (() => Promise<unknown>)[] = [];
  const clean = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const network = await makeNetwork(aws, region, undo);
    const roles = await makeRoles(aws, undo);
    const role = (service: keyof typeof SERVICES) => roles[service];
    const setInsight = (name: string, status: InsightStatus) => emulated.setInsight(CLUSTER, name, status);
    await run({ eks, aws, network, role, slowly: (action) => slowly(emulated, action), setInsight });
  } catch (error) {
    // A cluster that is still there holds its network, and that is not the failure to tell of.
    await clean().catch(() => undefined);
    throw error;
  } finally {
    eks.destroy();
  }
  await clean();
}

async function makeNetwork(aws: AwsClient, region: string, undo: (() => Promise<unknown>)[]): Promise<Network> {
  const { vpc } = await aws.query<{ vpc: { vpcId: string } }>("ec2", "CreateVpc", { CidrBlock: "10.9.0.0/16" });
  const VpcId = vpc.vpcId;
  undo.push(() => aws.query("ec2", "DeleteVpc", { VpcId }));
  const makeSubnet = async (number: number, zone: string): Promise<string> => {
    const parameters = { VpcId, CidrBlock: `10.9.${number}.0/24`, AvailabilityZone: `${region}${zone}` };
    const { subnet } = await aws.query<{ subnet: { subnetId: string } }>("ec2", "CreateSubnet", parameters);
    undo.push(() => aws.query("ec2", "DeleteSubnet", { SubnetId: subnet.subnetId }));
    return subnet.subnetId;
  };
  const privateSubnets = [await makeSubnet(0, "a"), await makeSubnet(1, "b")] as const;
  const publicSubnet = await makeSubnet(2, "a");
  const thirdSubnet = await makeSubnet(3, "c");
  await openSubnet(aws, VpcId, publicSubnet, undo);
  return { privateSubnets, publicSubnet, thirdSubnet };
}

/** What makes a subnet public: a route to an internet gateway. */
async function openSubnet(
  aws: AwsClient,
  VpcId: string,
  SubnetId: string,
  undo: (() => Promise<unknown>)[],
): Promise<void> {
  const made = await aws.query<{ internetGateway: { internetGatewayId: string } }>("ec2", "CreateInternetGateway");
  const InternetGatewayId = made.internetGateway.internetGatewayId;
  undo.push(() => aws.query("ec2", "DeleteInternetGateway", { InternetGatewayId }));
  await aws.query("ec2", "AttachInternetGateway", { InternetGatewayId, VpcId });
  undo.push(() => aws.query("ec2", "DetachInternetGateway", { InternetGatewayId, VpcId }));
  const { routeTable } = await aws.query<{ routeTable: { routeTableId: string } }>("ec2", "CreateRouteTable", {
    VpcId,
  });
  const RouteTableId = routeTable.routeTableId;
  undo.push(() => aws.query("ec2", "DeleteRouteTable", { RouteTableId }));
  const route = { RouteTableId, DestinationCidrBlock: "0.0.0.0/0", GatewayId: InternetGatewayId };
  await aws.query("ec2", "CreateRoute", route);
  const { associationId: AssociationId } = await aws.query<{ associationId: string }>("ec2", "AssociateRouteTable", {
    RouteTableId,
    SubnetId,
  });
  undo.push(() => aws.query("ec2", "DisassociateRouteTable", { AssociationId }));
}

async function makeRoles(
  aws: AwsClient,
  undo: (() => Promise<unknown>)[],
): Promise<Record<keyof typeof SERVICES, string>> {
  const roles = { cluster: "", fargate: "", pods: "", nodes: "" };
  for (const service of Object.keys(roles) as (keyof typeof SERVICES)[]) {
    const RoleName = `${CLUSTER}-${service}`;
    const statement = { Effect: "Allow", Principal: { Service: SERVICES[service] }, Action: "sts:AssumeRole" };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const answer = await aws.query<{ CreateRoleResult: { Role: { Arn: string } } }>("iam", "CreateRole", {
      RoleName,
      AssumeRolePolicyDocument,
    });
    undo.push(() => aws.query("iam", "DeleteRole", { RoleName }));
    roles[service] = answer.CreateRoleResult.Role.Arn;
  }
  return roles;
}

async function slowly<T>(aws: EmulatedAws, run: () => Promise<T>): Promise<T> {
  await aws.setTransition(SLOW_SECONDS);
  try {
    return await run();
  } finally {
    await aws.setTransition();
  }
}
