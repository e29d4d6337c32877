import assert from "node:assert/strict";
import {
  AssociateEncryptionConfigCommand,
  DescribeClusterCommand,
  InvalidParameterException,
  InvalidStateException,
  ListInsightsCommand,
  ListTagsForResourceCommand,
  ListUpdatesCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateClusterConfigCommand,
  UpdateClusterVersionCommand,
} from "@aws-sdk/client-eks";
import { CLUSTER } from "./bench";
import { type Check, refuses, untilSuccessful } from "./check";

/** A KMS key, as CreateKey tells of it. */
interface Key {
  readonly KeyId: string;
  readonly Arn: string;
}

/** Changes to a cluster. */
export const updates: readonly Check[] = [
  {
    name: "UpdateClusterVersion is refused while an insight is in ERROR",
    run: async ({ eks, setInsight }) => {
      const insight = "Kubelet version skew";
      await setInsight(insight, "ERROR");
      const { insights = [] } = await eks.send(
        new ListInsightsCommand({ clusterName: CLUSTER, filter: { statuses: ["ERROR"] } }),
      );
      assert.deepEqual(
        insights.map(({ name, kubernetesVersion }) => ({ name, kubernetesVersion })),
        [{ name: insight, kubernetesVersion: "1.36" }],
      );
      const raise = new UpdateClusterVersionCommand({ name: CLUSTER, version: "1.36" });
      await refuses(eks.send(raise), InvalidStateException, /ListInsights/);
      await setInsight(insight, "PASSING");
    },
  },
  {
    name: "UpdateClusterVersion takes one step up, and nothing else meanwhile",
    run: async (bench) => {
      const { eks, slowly } = bench;
      for (const version of ["1.34", "1.35", "1.37"]) {
        const step = new UpdateClusterVersionCommand({ name: CLUSTER, version });
        await refuses(eks.send(step), InvalidParameterException, /version/);
      }
      const update = await slowly(async () => {
        const raise = new UpdateClusterVersionCommand({ name: CLUSTER, version: "1.36" });
        const { update: begun } = await eks.send(raise);
        assert.deepEqual([begun?.type, begun?.status], ["VersionUpdate", "InProgress"]);
        const second = new UpdateClusterConfigCommand({ name: CLUSTER, deletionProtection: false });
        await refuses(eks.send(second), ResourceInUseException, /update in progress/);
        const { cluster } = await eks.send(new DescribeClusterCommand({ name: CLUSTER }));
        assert.deepEqual([cluster?.status, cluster?.version], ["UPDATING", "1.35"]);
        return begun;
      });
      await untilSuccessful(bench, { name: CLUSTER, updateId: update?.id });
      const { cluster } = await eks.send(new DescribeClusterCommand({ name: CLUSTER }));
      assert.deepEqual([cluster?.status, cluster?.version], ["ACTIVE", "1.36"]);
    },
  },
  {
    name: "UpdateClusterConfig changes one thing at a time, and keeps the rest",
    run: async (bench) => {
      const { eks } = bench;
      const resourcesVpcConfig = { publicAccessCidrs: ["203.0.113.0/24"] };
      const both = { name: CLUSTER, resourcesVpcConfig, upgradePolicy: { supportType: "EXTENDED" } as const };
      await refuses(eks.send(new UpdateClusterConfigCommand(both)), InvalidParameterException, /one type of update/);
      const { update } = await eks.send(new UpdateClusterConfigCommand({ name: CLUSTER, resourcesVpcConfig }));
      await untilSuccessful(bench, { name: CLUSTER, updateId: update?.id });
      const { cluster } = await eks.send(new DescribeClusterCommand({ name: CLUSTER }));
      const { publicAccessCidrs, endpointPrivateAccess, endpointPublicAccess } = cluster?.resourcesVpcConfig ?? {};
      const expected = [["203.0.113.0/24"], true, true];
      assert.deepEqual([publicAccessCidrs, endpointPrivateAccess, endpointPublicAccess], expected);
      const same = new UpdateClusterConfigCommand({ name: CLUSTER, resourcesVpcConfig });
      await refuses(eks.send(same), InvalidParameterException, /already at the desired configuration/);
      const { updateIds = [] } = await eks.send(new ListUpdatesCommand({ name: CLUSTER }));
      assert.equal(updateIds.length, 2, "the version and the CIDRs, without those of add-ons");
    },
  },
  {
    name: "UpdateClusterConfig takes subnets in the zones of the first ones only",
    run: async ({ eks, network }) => {
      const [first, second] = network.privateSubnets;
      for (const subnetIds of [
        [first, second, network.thirdSubnet],
        [first, network.thirdSubnet],
      ]) {
        const update = new UpdateClusterConfigCommand({ name: CLUSTER, resourcesVpcConfig: { subnetIds } });
        await refuses(eks.send(update), InvalidParameterException, /exact set of AZs/);
      }
    },
  },
  {
    name: "AssociateEncryptionConfig takes a key that is Enabled, once; a lost key shows in the cluster's health",
    run: async (bench) => {
      const { eks, aws } = bench;
      const make = async () => (await aws.json<{ KeyMetadata: Key }>("kms", "CreateKey")).KeyMetadata;
      const [lost, good] = [await make(), await make()];
      await aws.json("kms", "ScheduleKeyDeletion", { KeyId: lost.KeyId });
      const associate = ({ Arn: keyArn }: Key) => {
        const encryptionConfig = [{ resources: ["secrets"], provider: { keyArn } }];
        return eks.send(new AssociateEncryptionConfigCommand({ clusterName: CLUSTER, encryptionConfig }));
      };
      const issues = async () => {
        const { cluster } = await eks.send(new DescribeClusterCommand({ name: CLUSTER }));
        return cluster?.health?.issues?.map(({ code, resourceIds }) => ({ code, resourceIds }));
      };
      await refuses(associate(lost), InvalidParameterException, /PendingDeletion/);
      const { update } = await associate(good);
      await untilSuccessful(bench, { name: CLUSTER, updateId: update?.id });
      assert.deepEqual(await issues(), []);
      await refuses(associate(good), InvalidParameterException, /already enabled/);
      await aws.json("kms", "ScheduleKeyDeletion", { KeyId: good.KeyId });
      assert.deepEqual(await issues(), [{ code: "KmsKeyMarkedForDeletion", resourceIds: [good.Arn] }]);
    },
  },
  {
    name: "tags are added, listed and removed by ARN",
    run: async ({ eks }) => {
      const { cluster } = await eks.send(new DescribeClusterCommand({ name: CLUSTER }));
      const resourceArn = cluster?.arn;
      await eks.send(new TagResourceCommand({ resourceArn, tags: { cost: "5", stage: "a b" } }));
      await eks.send(new UntagResourceCommand({ resourceArn, tagKeys: ["team", "cost"] }));
      const { tags } = await eks.send(new ListTagsForResourceCommand({ resourceArn }));
      assert.deepEqual(tags, { stage: "a b" });
      const unknown = new ListTagsForResourceCommand({ resourceArn: `${resourceArn}-none` });
      await refuses(eks.send(unknown), ResourceNotFoundException, /No resource found/);
    },
  },
];
