import assert from "node:assert/strict";
import {
  type DescribedCluster,
  expectControlPlane,
  expectFargateProfiles,
  expectManagedAddons,
} from "../expectations/control-plane";
import { expectAddonsOnFargate } from "../expectations/in-cluster";
import { expectDiscoveredGroup, expectNetwork } from "../expectations/network";
import { expectServiceAccountRole } from "../expectations/roles";
import { expectKarpenter } from "../karpenter/expectations";
import { ClusterSchema, type ClusterSpec, resolveCluster } from "../product";
import type { World } from "../world";
import type { Scenario } from "./scenario";

/** Both stacks, from nothing; then AWS is asked whether everything is as the cluster file says. */
export const deploy: Scenario = {
  number: 1,
  name: "deploy",
  needs: "aws",
  run: async (world) => {
    const { project, client, aws } = world;
    await project.deploy();
    const spec = resolveCluster(ClusterSchema.parse(project.description()));
    const { name } = spec;
    const cluster = await expectControlPlane(client, spec);
    const outputs = await project.outputs(name);
    expectOutputs(outputs, cluster, { spec, account: aws.account });
    const vpc = cluster.resourcesVpcConfig;
    assert.ok(spec.network.kind === "own", "the cluster makes its network");
    const { availabilityZones: zones, natGateways } = spec.network;
    await expectNetwork(client, vpc.vpcId, {
      cluster: name,
      zones,
      natGateways: natGateways === "perZone" ? zones.length : 1,
    });
    await expectDiscoveredGroup(client, name, vpc.clusterSecurityGroupId);
    await expectFargateProfiles(client, spec, {
      subnetIds: vpc.subnetIds,
      roleArn: String(outputs.pod_execution_role_arn),
    });
    await expectManagedAddons(
      client,
      name,
      project.stacks.map((stack) => project.synthesized(stack)),
    );
    const issuer = cluster.identity.oidc.issuer.replace("https://", "");
    const idp = { issuer, awsAccount: aws.account };
    const cni = "the VPC CNI has a role of its own";
    await expectServiceAccountRole(client, `${name}-vpc-cni`, "kube-system:aws-node", idp, cni);
    if (world.kubernetes) await expectAddonsOnFargate(world.kubernetes.client);
    await expectKarpenter(world, spec, issuer);
    await expectLogs({ client, spec });
  },
};

/** Outputs are what the API says, and not merely what Terraform remembers. */
function expectOutputs(
  outputs: Readonly<Record<string, unknown>>,
  cluster: DescribedCluster,
  { spec, account }: { spec: ClusterSpec; account: string },
): void {
  const issuer = cluster.identity.oidc.issuer.replace("https://", "");
  const { vpcId, subnetIds, clusterSecurityGroupId } = cluster.resourcesVpcConfig;
  const expected = {
    cluster_arn: cluster.arn,
    cluster_endpoint: cluster.endpoint,
    cluster_certificate_authority: cluster.certificateAuthority.data,
    cluster_security_group_id: clusterSecurityGroupId,
    oidc_issuer: issuer,
    oidc_provider_arn: `arn:aws:iam::${account}:oidc-provider/${issuer}`,
    pod_execution_role_arn: `arn:aws:iam::${account}:role/${spec.name}-fargate`,
    private_subnet_ids: subnetIds,
    teardown_guard_arn: `arn:aws:iam::${account}:policy/${spec.name}-destroy-addons-first`,
    update_kubeconfig: `aws eks update-kubeconfig --region ${spec.region} --name ${spec.name}`,
    vpc_id: vpcId,
  };
  const sorted = { ...outputs, private_subnet_ids: [outputs.private_subnet_ids].flat().sort() };
  assert.deepEqual(sorted, { ...expected, private_subnet_ids: subnetIds.toSorted() }, "outputs of the cluster stack");
}

async function expectLogs({ client, spec }: { client: World["client"]; spec: ClusterSpec }): Promise<void> {
  const logGroupNamePrefix = `/aws/eks/${spec.name}/`;
  const { logGroups } = await client.json<{ logGroups: { logGroupName: string; retentionInDays?: number }[] }>(
    "logs",
    "DescribeLogGroups",
    { logGroupNamePrefix },
  );
  const found = logGroups.map(({ logGroupName, retentionInDays }) => ({ logGroupName, retentionInDays }));
  const { retentionDays } = spec.controlPlane.logging;
  const expected = [{ logGroupName: `${logGroupNamePrefix}cluster`, retentionInDays: retentionDays }];
  assert.deepEqual(found, expected, "the control plane's log group, with an end to its retention");
}
