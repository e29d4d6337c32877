import assert from "node:assert/strict";
import type { World } from "../../world";
import { runningInstanceIds } from "../instances";
import { expectNoChange } from "../plans";
import { removalsByTerraform } from "../removals";
import { controlPlane, scaleOut } from "../workload";
import { expectNoOrphans } from "./orphans";
import { part } from "./part";
import { deployAgain, failure } from "./recovery";

const REPLICAS = 5;
const REFUSED = /Unauthorized|asked for the client to provide credentials|must be logged in/i;

/**
 * The cluster lets nobody in during a destroy, as when the access entry of whoever deploys is gone. The Helm provider
 * then forgets its releases; what must not happen is that the destroy goes on to the IAM of a controller that runs, and
 * to the cluster with it.
 */
export const refusedTokens = part("cluster tokens refused", "kubernetes", "deployed", async (world) => {
  const { aws, project } = world;
  const { authenticator } = controlPlane(world);
  await scaleOut(world, REPLICAS);
  const before = await runningInstanceIds(world.client);
  const calls = aws.calls().length;
  authenticator.refuse = true;
  await refusedPlan(world);
  await forgetReleases(world);
  const refused = await failure(project.destroy());
  assert.ok(refused, "a destroy without access to the cluster fails, or IAM would go while nodes run");
  assert.match(refused.printed, REFUSED, "the destroy says that the cluster refused it");
  assert.deepEqual(
    removalsByTerraform(aws, calls),
    [],
    "a destroy without access to the cluster removes nothing in AWS",
  );
  assert.deepEqual(await runningInstanceIds(world.client), before, "the nodes run on");

  authenticator.refuse = false;
  assert.deepEqual(await deployAgain(world), [], "with access again, a deploy takes up the releases as they are");
  await expectNoChange(world, "after access was lost");
  await expectNoOrphans(world, "after access was lost");
  assert.deepEqual(await runningInstanceIds(world.client), before, "the nodes outlive it");
});

/** A plan without access fails too: of the providers themselves it can be asked, while the stand-in plans by its state. */
async function refusedPlan({ project }: World): Promise<void> {
  const [, addons] = project.stacks;
  if ((await releasesInState(project)).some((address) => address.startsWith("terraform_data."))) return;
  const refused = await failure(project.plan(addons));
  assert.match(refused?.printed ?? "a plan", REFUSED, "a plan without access to the cluster says so");
}

/** What the Helm provider does by itself when it can't read a release. */
async function forgetReleases({ project }: World): Promise<void> {
  const releases = await releasesInState(project);
  assert.ok(releases.length > 0, "there are releases in the state");
  if (!releases.every((address) => address.startsWith("terraform_data."))) return;
  await project.terraform(project.stacks[1], ["state", "rm", ...releases]);
}

async function releasesInState(project: World["project"]): Promise<readonly string[]> {
  const addresses = await project.inState(project.stacks[1]);
  return addresses.filter((address) => /^(terraform_data\.(applied_)?)?helm_release[._]/.test(address));
}
