import assert from "node:assert/strict";
import { run } from "../../command";
import type { ClusterDescription } from "../../product";
import { eventually } from "../../scenarios/eventually";
import { part } from "../../scenarios/faults/part";
import { failure } from "../../scenarios/faults/recovery";
import { runningInstanceIds } from "../../scenarios/instances";
import { expectNoChange } from "../../scenarios/plans";
import { controlPlane, scaleOut } from "../../scenarios/workload";
import type { World } from "../../world";
import { expectController } from "../expectations";
import { KARPENTER_LABELS } from "../product";

const REPLICAS = 5;
const TO = "capacity";

/** What the first command under "Move Karpenter" in docs/operations.md annotates. */
const KINDS =
  "namespaces,deployments,services,serviceaccounts,poddisruptionbudgets,roles,rolebindings,clusterroles,clusterrolebindings";
const SELECTOR = Object.entries(KARPENTER_LABELS)
  .map((label) => label.join("="))
  .join();

/** Karpenter moves to another namespace while nodes run: not without a word, and with it no node goes. */
export const moved = part("Karpenter moves", "kubernetes", "deployed", async (world) => {
  const { project, signal } = world;
  const { client } = controlPlane(world);
  await scaleOut(world, REPLICAS);
  const before = await runningInstanceIds(world.client);
  await project.synthesize(moveTo(TO));
  const refused = await failure(project.deploy());
  assert.match(
    refused?.printed ?? "a deploy",
    /terraform_data\.karpenter_namespace-in-use/,
    "a plan that moves Karpenter without a word fails",
  );
  await expectController(client, "karpenter");

  await letMove(world);
  await project.terraform(project.stacks[1], ["taint", "-no-color", "terraform_data.karpenter_namespace-in-use"]);
  await project.deploy();
  await expectController(client, TO);
  const old = async () => (await client.find("/api/v1/namespaces/karpenter")) === undefined || "it is there";
  await eventually("the old namespace to go", old, { seconds: 30, signal });
  assert.deepEqual(await runningInstanceIds(world.client), before, "the nodes outlive the move");
  await expectNoChange(world, "after Karpenter has moved");
  await scaleOut(world, REPLICAS * 3);
  const after = await runningInstanceIds(world.client);
  assert.ok(after.length > before.length, "Karpenter starts nodes from where it is now");
  assert.deepEqual(
    before.filter((id) => !after.includes(id)),
    [],
    "the nodes that were there still are",
  );
});

function moveTo(namespace: string) {
  return (cluster: ClusterDescription) => {
    cluster.karpenter = { ...cluster.karpenter, namespace };
  };
}

async function letMove(world: World): Promise<void> {
  const { folder, signal, project } = world;
  const environment = { ...process.env, KUBECONFIG: controlPlane(world).kubeconfig };
  const parameters = ["annotate", KINDS, "--all-namespaces", "-l", SELECTOR, "cdktf-eks-addons/moving=true"];
  await run("kubectl", parameters, { folder, environment, signal, log: project.log });
}
