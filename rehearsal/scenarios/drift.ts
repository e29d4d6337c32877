import type { AwsClient } from "../aws-client";
import { KARPENTER_DRIFTS } from "../karpenter/drifts";
import type { World } from "../world";
import { list } from "../xml";
import { expectNoChange, expectPlan } from "./plans";
import type { Scenario } from "./scenario";

/** The account, and what of the cluster in it drifts are about. */
export interface Place {
  readonly client: AwsClient;
  readonly cluster: string;
  readonly account: string;
  readonly zone: string;
}

/** Something done behind Terraform's back, and how a plan shows it. */
export interface Drift {
  readonly make: (place: Place) => Promise<unknown>;
  readonly shown: (place: Place) => string;
}

const DRIFTS: readonly Drift[] = [
  {
    make: async ({ client, cluster, zone }) => {
      const subnet = await find(client, "DescribeSubnets", "subnetSet", "subnetId", `${cluster}-private-${zone}`);
      await client.query("ec2", "DeleteTags", { ResourceId: [subnet], Tag: [{ Key: "karpenter.sh/discovery" }] });
    },
    shown: ({ zone }) => `update aws_subnet.network_private-${zone} (tags, tags_all)`,
  },
  {
    make: async ({ client, cluster }) => {
      const ResourceId = [await clusterSecurityGroup(client, cluster)];
      await client.query("ec2", "DeleteTags", { ResourceId, Tag: [{ Key: "karpenter.sh/discovery" }] });
    },
    shown: () => "create aws_ec2_tag.cluster_discovery",
  },
  {
    make: async ({ client, cluster, zone }) => {
      const name = `${cluster}-private-${zone}`;
      const RouteTableId = await find(client, "DescribeRouteTables", "routeTableSet", "routeTableId", name);
      await client.query("ec2", "DeleteRoute", { RouteTableId, DestinationCidrBlock: "0.0.0.0/0" });
    },
    shown: ({ zone }) => `create aws_route.network_private-nat-${zone}`,
  },
  {
    make: ({ client, cluster }) =>
      client.eks("POST", `/clusters/${cluster}/update-config`, {
        resourcesVpcConfig: { publicAccessCidrs: ["0.0.0.0/0", "192.0.2.0/24"] },
      }),
    shown: () => "update aws_eks_cluster.cluster (vpc_config)",
  },
  {
    make: ({ client, cluster }) => client.eks("DELETE", `/clusters/${cluster}/addons/kube-proxy`),
    shown: () => "create aws_eks_addon.addons_kube-proxy",
  },
  {
    make: ({ client, cluster }) =>
      client.json("logs", "DeleteRetentionPolicy", { logGroupName: `/aws/eks/${cluster}/cluster` }),
    shown: () => "update aws_cloudwatch_log_group.cluster_logs (retention_in_days)",
  },
  ...KARPENTER_DRIFTS,
];

/** What others do to the account is shown by a plan, each piece of it, and mended by a deploy. */
export const drift: Scenario = {
  number: 5,
  name: "drift",
  needs: "aws",
  run: async (world) => {
    const place = placeOf(world);
    for (const { make } of DRIFTS) await make(place);
    await expectPlan(
      world,
      "what was changed behind Terraform's back",
      DRIFTS.map(({ shown }) => shown(place)),
    );
    await world.project.deploy();
    await expectNoChange(world, "after the drift was mended");
  },
};

function placeOf({ client, project, aws }: World): Place {
  const { name, network } = project.description();
  return { client, cluster: name, account: aws.account, zone: network.availabilityZones?.[0] ?? "" };
}

/** The id of the one EC2 resource with that name. */
async function find(client: AwsClient, action: string, set: string, id: string, name: string): Promise<string> {
  const named = { Filter: [{ Name: "tag:Name", Value: [name] }] };
  const answer = await client.query<Record<string, Record<string, string>[]>>("ec2", action, named);
  const found = list(answer[set]).flatMap((one) => one[id] ?? []);
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`${action}: ${found.length} are named ${name}`);
  return only;
}

async function clusterSecurityGroup(client: AwsClient, cluster: string): Promise<string> {
  const answer = await client.eks<{ cluster: { resourcesVpcConfig: { clusterSecurityGroupId: string } } }>(
    "GET",
    `/clusters/${cluster}`,
  );
  return answer.cluster.resourcesVpcConfig.clusterSecurityGroupId;
}
