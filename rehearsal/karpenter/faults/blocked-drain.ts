import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { expectNoOrphans } from "../../scenarios/faults/orphans";
import { part } from "../../scenarios/faults/part";
import { deployAgain, failure } from "../../scenarios/faults/recovery";
import { runningInstanceIds } from "../../scenarios/instances";
import { expectNoChange } from "../../scenarios/plans";
import { removalsByTerraform } from "../../scenarios/removals";
import { controlPlane, scaleOut } from "../../scenarios/workload";
import type { World } from "../../world";

const REPLICAS = 5;
const TIMEOUT_SECONDS = 20;
const BUDGET = "/apis/policy/v1/namespaces/default/poddisruptionbudgets/inflate";

/**
 * Pods that can't be evicted outlast the release's timeout (which the description puts 20 minutes after the moment at
 * which Karpenter would end them all the same, and which is cut down here). The destroy fails, and deploy and destroy
 * clean up, as docs/operations.md says of one that was cut short.
 */
export const blockedDrain = part("a drain that is blocked", "kubernetes", "deployed", async (world) => {
  const { project, aws } = world;
  const { client } = controlPlane(world);
  await scaleOut(world, REPLICAS);
  shortenTimeout(world);
  await project.deploy();
  await client.apply(BUDGET, {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "inflate", namespace: "default" },
    ...{ spec: { maxUnavailable: 0, selector: { matchLabels: { app: "inflate" } } } },
  });
  const before = await runningInstanceIds(world.client);
  const calls = aws.calls().length;
  const failed = await failure(project.destroy());
  assert.ok(failed, "a destroy whose nodes don't go in time fails");
  assert.match(failed.printed, /timed out|context deadline exceeded/, "the destroy says that it ran out of time");
  assert.deepEqual(removalsByTerraform(aws, calls), [], "nothing in AWS goes while nodes run");
  assert.deepEqual(await runningInstanceIds(world.client), before, "the nodes run on");

  await client.remove(BUDGET);
  assert.deepEqual(await deployAgain(world), [], "a deploy takes up again what the destroy left");
  await expectNoChange(world, "after a destroy that ran out of time");
  await expectNoOrphans(world, "after a destroy that ran out of time");
});

/** In the copy of the stack, whoever installs the release. */
function shortenTimeout({ project }: World): void {
  const file = project.file(project.stacks[1]);
  const shorten = (_: string, value: unknown): unknown => {
    const release = typeof value === "object" && value !== null && "name" in value && "timeout" in value;
    return release && value.name === "node-pools" ? { ...value, timeout: TIMEOUT_SECONDS } : value;
  };
  writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, "utf8"), shorten), undefined, 2));
}
