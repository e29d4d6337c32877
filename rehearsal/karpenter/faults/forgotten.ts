import assert from "node:assert/strict";
import { expectNoOrphans } from "../../scenarios/faults/orphans";
import { part } from "../../scenarios/faults/part";
import { deployAgain, failure } from "../../scenarios/faults/recovery";
import { hide, releases } from "../../scenarios/helm";
import { runningInstanceIds } from "../../scenarios/instances";
import { expectNoChange } from "../../scenarios/plans";
import { removalsByTerraform } from "../../scenarios/removals";
import { controlPlane, scaleOut } from "../../scenarios/workload";
import type { World } from "../../world";

const REPLICAS = 5;
const POOLS = "node-pools";
/** What a refusal says; of its sentence the name of the policy, which Terraform doesn't break into lines. */
export const GUARDED = /karpenter-[a-z-]*outlives?-[a-z-]*node/;

/**
 * The node pools' release can't be read once, before the plan of a destroy or after it, and the Helm provider forgets it.
 * The guard in the cluster stops the destroy before Karpenter, with the sentence that says why; and a deploy takes the
 * release up again.
 */
export const forgottenPools = part("the node pools are forgotten", "kubernetes", "deployed", async (world) => {
  const { aws, project } = world;
  const { client, kubelet } = controlPlane(world);
  await scaleOut(world, REPLICAS);
  const before = await runningInstanceIds(world.client);
  for (const moment of ["before the plan", "after the plan"] as const) {
    const calls = aws.calls().length;
    const restore = await hide(client, POOLS);
    if (moment === "before the plan") await forget(world, POOLS);
    const refused = await failure(project.destroy()).finally(restore);
    assert.ok(refused, "a destroy that has forgotten the node pools fails, or Karpenter would go while nodes run");
    assert.match(refused.printed, GUARDED, "the destroy says why Karpenter stays");
    assert.deepEqual(removalsByTerraform(aws, calls), [], "nothing in AWS goes while nodes run");
    assert.ok(kubelet.controllers().length > 0, "Karpenter runs on");
    assert.deepEqual(await deployAgain(world), [], "a deploy takes the node pools up again");
  }
  assert.deepEqual(await runningInstanceIds(world.client), before, "the nodes outlive it");
  const statuses = [...(await releases(world)).values()].map(({ name, status }) => `${name} ${status}`);
  assert.ok(
    statuses.every((one) => one.endsWith(" deployed")),
    `each release is as it was: ${statuses.join(", ")}`,
  );
  await expectNoChange(world, "after the node pools were forgotten");
  await expectNoOrphans(world, "after the node pools were forgotten");
});

/** The same with each other release. Karpenter drains its nodes before, and what is left in the cluster is taken up. */
export const forgottenOthers = part("the other releases are forgotten", "kubernetes", "deployed", async (world) => {
  const { project, client: aws } = world;
  const { client } = controlPlane(world);
  for (const release of ["karpenter-guard", "karpenter", "karpenter-flow-control", "karpenter-crd"]) {
    await scaleOut(world, REPLICAS);
    const restore = await hide(client, release);
    await project.terraform(project.stacks[1], ["destroy", "-auto-approve", "-input=false", "-no-color"]);
    assert.deepEqual(await runningInstanceIds(aws), [], `no node is left without ${release}`);
    // In a namespace that is gone there is no record either.
    await restore().catch(() => {});
    assert.deepEqual(await deployAgain(world), [], `what was left of ${release} is taken up`);
    await expectNoChange(world, `after ${release} was forgotten`);
  }
});

/** What the Helm provider does by itself when it reads a release before a plan; its stand-in reads none there. */
async function forget({ project }: World, release: string): Promise<void> {
  const [, addons] = project.stacks;
  const mine = (await project.inState(addons)).filter((address) =>
    new RegExp(`^terraform_data\\.(applied_)?helm_release_.*${release}$`).test(address),
  );
  if (mine.length > 0) await project.terraform(addons, ["state", "rm", ...mine]);
}
