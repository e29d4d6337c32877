import assert from "node:assert/strict";
import {
  CreateClusterCommand,
  type CreateClusterCommandInput,
  CreateFargateProfileCommand,
  DescribeClusterCommand,
  InvalidParameterException,
  InvalidRequestException,
  ListClustersCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  waitUntilClusterActive,
} from "@aws-sdk/client-eks";
import { type Bench, CLUSTER } from "./bench";
import { type Check, refuses, waiting } from "./check";

function wanted({ network, role }: Bench): CreateClusterCommandInput {
  return {
    name: CLUSTER,
    version: "1.35",
    roleArn: role("cluster"),
    resourcesVpcConfig: { subnetIds: [...network.privateSubnets], endpointPrivateAccess: true },
    accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
    logging: { clusterLogging: [{ types: ["audit"], enabled: true }] },
    upgradePolicy: { supportType: "STANDARD" },
    bootstrapSelfManagedAddons: false,
    deletionProtection: true,
    tags: { team: "platform" },
    clientRequestToken: `${CLUSTER}-once`,
  };
}

/** A cluster from nothing to ACTIVE. */
export const clusters: readonly Check[] = [
  {
    name: "CreateCluster refuses a wrong version, zone, role and endpoint",
    run: async (bench) => {
      const { eks, network, role } = bench;
      const good = { ...wanted(bench), clientRequestToken: undefined };
      const refused = (change: Partial<CreateClusterCommandInput>, words: RegExp) =>
        refuses(eks.send(new CreateClusterCommand({ ...good, ...change })), InvalidParameterException, words);
      await refused({ version: "1.12" }, /version/);
      const oneZone = { subnetIds: [network.privateSubnets[0], network.publicSubnet] };
      await refused({ resourcesVpcConfig: oneZone }, /two different AZs/);
      await refused({ roleArn: role("nodes") }, /trusted entity/);
      const closed = { ...good.resourcesVpcConfig, endpointPublicAccess: false, endpointPrivateAccess: false };
      await refused({ resourcesVpcConfig: closed }, /endpoint access/);
    },
  },
  {
    name: "CreateCluster refuses reserved ranges, a range of services that is none, a key that isn't there, and tags of AWS's",
    run: async (bench) => {
      const { eks } = bench;
      const good = { ...wanted(bench), clientRequestToken: undefined };
      const refused = (change: Partial<CreateClusterCommandInput>, words: RegExp) =>
        refuses(eks.send(new CreateClusterCommand({ ...good, ...change })), InvalidParameterException, words);
      const inside = { ...good.resourcesVpcConfig, publicAccessCidrs: ["203.0.113.0/24", "10.0.0.0/8"] };
      await refused({ resourcesVpcConfig: inside }, /reserved addresses: \[10\.0\.0\.0\/8\]/);
      await refused({ kubernetesNetworkConfig: { serviceIpv4Cidr: "100.64.0.0/16" } }, /must be within/);
      await refused({ kubernetesNetworkConfig: { serviceIpv4Cidr: "172.20.0.0/25" } }, /between \/24 and \/12/);
      await refused({ kubernetesNetworkConfig: { serviceIpv4Cidr: "10.9.0.0/16" } }, /overlaps/);
      const region = await eks.config.region();
      const keyArn = `arn:aws:kms:${region}:123456789012:key/none`;
      await refused({ encryptionConfig: [{ resources: ["secrets"], provider: { keyArn } }] }, /does not exist/);
      await refused({ tags: { "aws:team": "platform" } }, /aws:team/);
      await refused({ tags: Object.fromEntries(Array.from({ length: 51 }, (_, key) => [key, ""])) }, /50/);
    },
  },
  {
    name: "a cluster that is being created takes no Fargate profile, and no second of its name",
    run: async (bench) => {
      const { eks, role, slowly } = bench;
      const profile = { clusterName: CLUSTER, fargateProfileName: "early", podExecutionRoleArn: role("fargate") };
      await slowly(async () => {
        const { cluster } = await eks.send(new CreateClusterCommand(wanted(bench)));
        assert.equal(cluster?.status, "CREATING");
        assert.equal(cluster.endpoint, undefined, "there is no endpoint before there is a control plane");
        await refuses(eks.send(new CreateFargateProfileCommand(profile)), InvalidRequestException, /ACTIVE/);
        const again = { ...wanted(bench), clientRequestToken: undefined };
        await refuses(eks.send(new CreateClusterCommand(again)), ResourceInUseException, /already exists/);
      });
    },
  },
  {
    name: "CreateCluster sent again with its token makes nothing new",
    run: async (bench) => {
      const { cluster } = await bench.eks.send(new CreateClusterCommand(wanted(bench)));
      assert.equal(cluster?.name, CLUSTER);
    },
  },
  {
    name: "waitUntilClusterActive, and an ACTIVE cluster is whole",
    run: async (bench) => {
      const { eks } = bench;
      await waitUntilClusterActive(waiting(bench), { name: CLUSTER });
      const { cluster } = await eks.send(new DescribeClusterCommand({ name: CLUSTER }));
      assert.match(cluster?.endpoint ?? "", /^https:\/\//);
      assert.match(cluster?.identity?.oidc?.issuer ?? "", /^https:\/\//);
      assert.match(cluster?.resourcesVpcConfig?.clusterSecurityGroupId ?? "", /^sg-/);
      const authority = Buffer.from(cluster?.certificateAuthority?.data ?? "", "base64").toString();
      assert.match(authority, /BEGIN CERTIFICATE/);
      assert.ok(cluster?.createdAt instanceof Date, "createdAt is read as a date");
      const { name, version, accessConfig, upgradePolicy, deletionProtection, tags } = wanted(bench);
      const told = {
        name: cluster.name,
        version: cluster.version,
        accessConfig: cluster.accessConfig,
        upgradePolicy: cluster.upgradePolicy,
        deletionProtection: cluster.deletionProtection,
        tags: cluster.tags,
      };
      assert.deepEqual(told, { name, version, accessConfig, upgradePolicy, deletionProtection, tags });
    },
  },
  {
    name: "clusters are listed, and an unknown one is not found",
    run: async ({ eks }) => {
      const { clusters: names } = await eks.send(new ListClustersCommand({}));
      assert.ok(names?.includes(CLUSTER));
      const unknown = eks.send(new DescribeClusterCommand({ name: `${CLUSTER}-none` }));
      await refuses(unknown, ResourceNotFoundException, /No cluster found/);
    },
  },
];
