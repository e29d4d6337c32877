import assert from "node:assert/strict";
import type { AwsClient } from "../aws-client";
import { eventually } from "../scenarios/eventually";
import { type Instance, runningInstances } from "../scenarios/instances";
import type { Scenario } from "../scenarios/scenario";
import { controlPlane, karpenterNodes, scale, scaleOut } from "../scenarios/workload";
import { list } from "../xml";
import { controllerCalls, expectAllowed, policiesOf } from "./iam/judge";
import { controllerRoleName } from "./product";

const REPLICAS = 5;
// `consolidation.after` of the cluster file, and what it takes to drain and terminate.
const CONSOLIDATE_AFTER_SECONDS = 30;
const GONE_SECONDS = 90;

/** The article's last step: a workload makes Karpenter start a node, and its end makes it go. */
export const scaleOutAndIn: Scenario = {
  number: 3,
  name: "scale-out",
  needs: "kubernetes",
  run: async (world) => {
    const { client } = controlPlane(world);
    const nodes = await scaleOut(world, REPLICAS);
    const instances = await runningInstances(world.client);
    assert.deepEqual(
      instances.map(({ instanceId }) => instanceId).sort(),
      nodes.map(({ spec }) => spec.providerID?.split("/").at(-1)).sort(),
      "each node is an instance, and each instance a node",
    );
    await expectInstances(world.client, world.project.stacks[0], instances);

    await scale(client, 0);
    const idle = Date.now();
    const gone = async (): Promise<string | true> => {
      const left = [...(await karpenterNodes(client)), ...(await runningInstances(world.client))];
      return left.length === 0 || `${left.length} nodes and instances are still there`;
    };
    await eventually("the empty nodes to go", gone, { seconds: GONE_SECONDS, signal: world.signal });
    const seconds = (Date.now() - idle) / 1000;
    const message = `a node stays ${CONSOLIDATE_AFTER_SECONDS} s after its last pod; it went after ${seconds.toFixed(0)} s`;
    assert.ok(seconds >= CONSOLIDATE_AFTER_SECONDS - 1, message);

    const { aws, project } = world;
    const role = controllerRoleName(project.stacks[0]);
    await expectAllowed(controllerCalls(aws.calls(), role), await policiesOf(world.client, role), aws.account);
  },
};

/** Instances as the node pool wants them: on demand, of general families, in the private subnets. */
async function expectInstances(client: AwsClient, cluster: string, instances: readonly Instance[]): Promise<void> {
  const { subnetIds, clusterSecurityGroupId } = await vpcOf(client, cluster);
  for (const { instanceId, instanceType, instanceLifecycle, subnetId, groupSet } of instances) {
    assert.match(
      instanceType,
      /^[cmr][3-9]/,
      `${instanceId} is of the categories c, m or r, and newer than the second`,
    );
    assert.equal(instanceLifecycle, undefined, `${instanceId} is on demand`);
    assert.ok(subnetIds.includes(subnetId), `${instanceId} is in a private subnet of the cluster`);
    const groups = list(groupSet).map(({ groupId }) => groupId);
    assert.deepEqual(groups, [clusterSecurityGroupId], `${instanceId} has the cluster's security group`);
  }
}

async function vpcOf(client: AwsClient, cluster: string) {
  const answer = await client.eks<{
    cluster: { resourcesVpcConfig: { subnetIds: string[]; clusterSecurityGroupId: string } };
  }>("GET", `/clusters/${cluster}`);
  return answer.cluster.resourcesVpcConfig;
}
