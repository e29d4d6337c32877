import assert from "node:assert/strict";
import type { NodeClaim } from "../../kubernetes/objects";
import { eventually } from "../../scenarios/eventually";
import { part } from "../../scenarios/faults/part";
import { runningInstanceIds } from "../../scenarios/instances";
import { controlPlane, scale, scaleOut } from "../../scenarios/workload";
import type { World } from "../../world";

const REPLICAS = 5;
const LAUNCH_SECONDS = 60;
// Karpenter looks for instances without a NodeClaim every two minutes, and takes none that is younger than one.
const COLLECTED_SECONDS = 200;

/**
 * The controller has launched an instance and is killed before it hears of it: the answer is lost. Whoever leads next
 * gives the pods their nodes, and what nobody remembers is terminated.
 */
export const killedController = part("controller killed in mid scale-out", "kubernetes", "deployed", async (world) => {
  const { aws, signal } = world;
  const { client, kubelet } = controlPlane(world);
  await scale(client, 0);
  await aws.setFaults([{ kind: "lost_answer", action: "CreateFleet", nth: 1 }]);
  await scale(client, REPLICAS);
  const launched = async () => (await aws.faultHits())[0] === 1 || "Karpenter has launched nothing";
  await eventually("an instance to be launched", launched, { seconds: LAUNCH_SECONDS, signal });
  const controllers = kubelet.controllers();
  assert.ok(controllers.length > 0, "there are controllers to kill");
  await Promise.all(controllers.map((controller) => controller.kill()));
  await scaleOut(world, REPLICAS);
  const settled = () => sameInstances(world);
  await eventually("each instance to belong to a node", settled, { seconds: COLLECTED_SECONDS, signal });
});

/** Whether the instances are those of the NodeClaims and those of the nodes, and no more. */
async function sameInstances(world: World): Promise<true | string> {
  const { client } = controlPlane(world);
  const claims = await client.get<{ items: NodeClaim[] }>("/apis/karpenter.sh/v1/nodeclaims");
  const claimed = claims.items.map(({ status }) => status?.providerID?.split("/").at(-1) ?? "none").sort();
  const running = await runningInstanceIds(world.client);
  return running.join() === claimed.join() || `${running.join(", ")} run; NodeClaims are for ${claimed.join(", ")}`;
}
