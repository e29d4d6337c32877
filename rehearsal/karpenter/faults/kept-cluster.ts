import assert from "node:assert/strict";
import type { KubeObject } from "../../kubernetes/objects";
import { eventually } from "../../scenarios/eventually";
import { killDuring } from "../../scenarios/faults/kill";
import { part } from "../../scenarios/faults/part";
import { releases, restoreRelease } from "../../scenarios/helm";
import { expectNoChange } from "../../scenarios/plans";
import { controlPlane, scaleOut } from "../../scenarios/workload";
import type { World } from "../../world";
import { notReady } from "../expectations";
import { draining } from "../moments";

const REPLICAS = 5;
const DRAINED_SECONDS = 120;

/** A destroy is killed while nodes drain, and then the cluster is to stay: its node pools come back, as docs/operations.md says. */
export const keptCluster = part("killed in a destroy, and kept", "kubernetes", "deployed", async (world) => {
  const { project, signal } = world;
  const { client } = controlPlane(world);
  await scaleOut(world, REPLICAS);
  await killDuring(world, "destroy", draining(client), "Terraform");
  assert.equal((await releases(world)).get("node-pools")?.status, "uninstalling", "the removal has begun");
  await eventually("what is on its way out to be gone", () => leaving(world), { seconds: DRAINED_SECONDS, signal });
  await restoreRelease(world, "node-pools");
  await project.deploy();
  const ready = async () => (await notReady(client)) ?? true;
  await eventually("node pools and node classes to be Ready", ready, { seconds: 60, signal });
  await scaleOut(world, REPLICAS);
  await expectNoChange(world, "after a destroy that was not meant");
});

/** What `kubectl get nodepools,ec2nodeclasses` shows that is being deleted. */
async function leaving(world: World): Promise<true | string> {
  const { client } = controlPlane(world);
  const found = await Promise.all(
    ["/apis/karpenter.sh/v1/nodepools", "/apis/karpenter.k8s.aws/v1/ec2nodeclasses"].map(async (path) => {
      return (await client.get<{ items: KubeObject[] }>(path)).items;
    }),
  );
  const names = found.flat().flatMap(({ metadata }) => (metadata.deletionTimestamp ? [metadata.name] : []));
  return names.length === 0 || names.join(", ");
}
