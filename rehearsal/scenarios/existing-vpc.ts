import assert from "node:assert/strict";
import { applySample, inExistingVpc, samplesInExistingVpc } from "../edits/samples";
import type { LoggedCall } from "../emulated-aws";
import { DEPLOYER } from "../emulated-aws";
import { expectControlPlane, expectFargateProfiles } from "../expectations/control-plane";
import { expectAddonsOnFargate, expectEmptyCluster } from "../expectations/in-cluster";
import { expectKarpenter } from "../karpenter/expectations";
import { controllerCalls, expectAllowed, policiesOf } from "../karpenter/iam/judge";
import { controllerRoleName } from "../karpenter/product";
import { type ClusterDescription, ClusterSchema, clusterKeys, mayRemove, resolveCluster } from "../product";
import type { World } from "../world";
import { list } from "../xml";
import { expectFailure } from "./edits";
import { expectEmpty } from "./emptiness";
import { runningInstances } from "./instances";
import { expectNoChange, readable } from "./plans";
import type { Scenario } from "./scenario";
import { describeVpc, makeVpc, type VpcDescription, type VpcOfOthers } from "./vpc-of-others";
import { scale, scaleOut } from "./workload";

const REPLICAS = 5;

/** What comes and goes in a VPC with a cluster, and belongs to it. */
const OF_CLUSTER = ["groups", "interfaces"];

/**
 * A cluster's life in a VPC that others made: it is as it was, from the first call to the last, and what it has to be is
 * asked of it.
 */
export const existingVpc: Scenario = {
  number: 11,
  name: "existing VPC",
  needs: "aws",
  alone: true,
  run: async (world, note) => {
    const { project, client, aws, kubernetes } = world;
    const vpc = await makeVpc(client, aws.region);
    const inventory = await aws.resources();
    const before = await describeVpc(client, vpc.vpcId);
    const begun = aws.calls().length;
    await project.synthesize((cluster) => inExistingVpc(cluster, vpc));

    note("deploy");
    await project.deploy();
    await expectCluster(world, vpc);
    await expectNoChange(world, "right after the deploy");
    note("nodes");
    if (kubernetes) await expectNodes(world, vpc);
    expectUntouched(before, await describeVpc(client, vpc.vpcId));
    expectOnlyOwnChanges(aws.calls().slice(begun), vpc);

    note("edits");
    await expectEdits(world, vpc);
    note("refusals");
    await expectRefusals(world, vpc);
    await project.synthesize((cluster) => inExistingVpc(cluster, vpc));

    note("destroy");
    const role = controllerRoleName(project.stacks[0]);
    const policies = await policiesOf(client, role);
    const ending = aws.calls().length;
    await project.destroy();
    expectOnlyOwnChanges(aws.calls().slice(ending), vpc);
    assert.deepEqual(await describeVpc(client, vpc.vpcId), before, "the VPC is as it was");
    assert.deepEqual((await aws.resources()).ec2, inventory.ec2, "there is what was there before");
    if (kubernetes) {
      await expectEmptyCluster(kubernetes.client);
      await scale(kubernetes.client, 0);
      await expectAllowed(controllerCalls(aws.calls().slice(begun), role), policies, aws.account);
    }
    await vpc.remove();
    await expectEmpty(world);
    await project.synthesize();
  },
};

/** The cluster is where the description has it: the control plane in its subnets, pods on Fargate in the private ones. */
async function expectCluster(world: World, vpc: VpcOfOthers): Promise<void> {
  const { project, client } = world;
  const description = project.description();
  inExistingVpc(description, vpc);
  const spec = resolveCluster(ClusterSchema.parse(description));
  const cluster = await expectControlPlane(client, spec);
  const { vpcId, subnetIds } = cluster.resourcesVpcConfig;
  assert.equal(vpcId, vpc.vpcId, "the cluster is in the VPC");
  const own = vpc.controlPlaneSubnets.slice(0, 2).toSorted();
  assert.deepEqual(subnetIds.toSorted(), own, "the control plane is in its own subnets");
  const outputs = await project.outputs(spec.name);
  assert.deepEqual(outputs.private_subnet_ids, vpc.privateSubnets.toSorted(), "the output has the private subnets");
  assert.equal(outputs.vpc_id, vpc.vpcId, "the output has the VPC");
  await expectFargateProfiles(client, spec, {
    subnetIds: vpc.privateSubnets,
    roleArn: String(outputs.pod_execution_role_arn),
  });
  if (world.kubernetes) await expectAddonsOnFargate(world.kubernetes.client);
  await expectKarpenter(world, spec, cluster.identity.oidc.issuer.replace("https://", ""));
}

/** Nodes are in the private subnets, with the cluster's security group and no other. */
async function expectNodes(world: World, vpc: VpcOfOthers): Promise<void> {
  const { client, project } = world;
  await scaleOut(world, REPLICAS);
  const groupId = (await project.outputs(project.stacks[0])).cluster_security_group_id;
  for (const { instanceId, subnetId, groupSet } of await runningInstances(client)) {
    assert.ok(vpc.privateSubnets.includes(subnetId), `${instanceId} is in a private subnet`);
    const groups = list(groupSet).map((group) => group.groupId);
    assert.deepEqual(groups, [groupId], `${instanceId} has the cluster's security group`);
  }
}

/** Nothing of the VPC is another while a cluster lives in it, but for how many addresses are free. */
function expectUntouched(before: VpcDescription, now: VpcDescription): void {
  const rest = (description: VpcDescription) => {
    const kept = Object.entries(description).filter(([kind]) => !OF_CLUSTER.includes(kind));
    return JSON.parse(
      JSON.stringify(Object.fromEntries(kept), (key, value) => (key === "availableIpAddressCount" ? "" : value)),
    );
  };
  assert.deepEqual(rest(now), rest(before), "nothing of the VPC has changed with a cluster in it");
}

/** A change of each key does what the schema says. */
async function expectEdits({ project }: World, vpc: VpcOfOthers): Promise<void> {
  const [cluster] = project.stacks;
  for (const [key, sample] of Object.entries(samplesInExistingVpc(vpc))) {
    const change = clusterKeys(ClusterSchema).find(({ path }) => path === key)?.change;
    assert.ok(change, `the schema says what a change of ${key} does`);
    await project.synthesize((description) => {
      inExistingVpc(description, vpc);
      applySample(description, key, sample);
    });
    if (change.kind === "impossible") {
      await expectFailure(project.plan(cluster), `the plan for another ${key}`, `${key} was`);
      continue;
    }
    // The add-ons stack knows of the network by its node classes alone.
    const { changes } = key === "network.privateSubnets" ? await project.planAll() : await project.plan(cluster);
    const gone = changes.filter(({ action }) => ["delete", "replace"].includes(action));
    const tooMuch = gone.filter(({ address }) => !mayRemove(change, address));
    assert.deepEqual(readable(tooMuch), [], `what a change of ${key} removes is said by the schema`);
  }
}

/** What AWS knows of a VPC and its subnets fails a plan, with a sentence. */
async function expectRefusals({ project, client }: World, vpc: VpcOfOthers): Promise<void> {
  const [cluster] = project.stacks;
  const [first, second] = vpc.publicSubnets;
  const refused = async (what: string, change: (network: ClusterDescription["network"]) => void, said: string) => {
    await project.synthesize((description) => {
      inExistingVpc(description, vpc);
      change(description.network);
    });
    await expectFailure(project.plan(cluster), `a plan with ${what}`, said);
  };
  await refused(
    "public subnets for nodes, and a private one for load balancers",
    (network) => Object.assign(network, { privateSubnets: [first, second], publicSubnets: [vpc.privateSubnets[1]] }),
    `Subnet ${first} is public`,
  );
  await refused(
    "all nodes in one zone",
    (network) => Object.assign(network, { privateSubnets: [vpc.privateSubnets[0], vpc.controlPlaneSubnets[2]] }),
    "are all in",
  );
  const EnableDnsHostnames = (Value: boolean) => ({ VpcId: vpc.vpcId, EnableDnsHostnames: { Value } });
  await client.query("ec2", "ModifyVpcAttribute", EnableDnsHostnames(false));
  await refused("a VPC whose hosts have no names", () => {}, `VPC ${vpc.vpcId} has no DNS resolution`);
  await client.query("ec2", "ModifyVpcAttribute", EnableDnsHostnames(true));
}

/** Terraform made, changed and tagged nothing in EC2 but the cluster's own security group. */
function expectOnlyOwnChanges(calls: readonly LoggedCall[], vpc: VpcOfOthers): void {
  const changes = calls.filter(
    ({ service, action, principal }) =>
      service === "ec2" && principal.endsWith(DEPLOYER) && !/^(Describe|Get)/.test(action),
  );
  const others = changes.filter(({ action }) => !["CreateTags", "DeleteTags"].includes(action));
  assert.deepEqual(
    others.map(({ action }) => action),
    [],
    "Terraform changes nothing in EC2",
  );
  const ids = [vpc.vpcId, ...vpc.privateSubnets, ...vpc.publicSubnets, ...vpc.controlPlaneSubnets];
  const touched = changes.filter(({ parameters }) => ids.some((id) => JSON.stringify(parameters).includes(id)));
  assert.deepEqual(touched, [], "Terraform tags nothing of the VPC");
}
