import assert from "node:assert/strict";
import { KubeError } from "../../kubernetes/client";
import type { KubeObject } from "../../kubernetes/objects";
import { part } from "../../scenarios/faults/part";
import { failure } from "../../scenarios/faults/recovery";
import { helm, restoreRelease } from "../../scenarios/helm";
import { runningInstanceIds } from "../../scenarios/instances";
import { expectNoChange } from "../../scenarios/plans";
import { controlPlane, scaleOut } from "../../scenarios/workload";
import type { World } from "../../world";
import { GUARDED } from "./forgotten";

const REPLICAS = 5;
const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const RBAC = "/apis/rbac.authorization.k8s.io/v1";

/** What Karpenter needs, each by its path. */
const NEEDED = [
  "/api/v1/namespaces/karpenter",
  "/apis/apps/v1/namespaces/karpenter/deployments/karpenter",
  "/api/v1/namespaces/karpenter/serviceaccounts/karpenter",
  "/api/v1/namespaces/karpenter/services/karpenter",
  "/apis/policy/v1/namespaces/karpenter/poddisruptionbudgets/karpenter",
  `${RBAC}/clusterroles/karpenter-core`,
  `${RBAC}/clusterrolebindings/karpenter-core`,
  `${RBAC}/namespaces/karpenter/roles/karpenter`,
  `${RBAC}/namespaces/karpenter/rolebindings/karpenter`,
  `${RBAC}/namespaces/kube-system/roles/karpenter-dns`,
  `${DEFINITIONS}/nodepools.karpenter.sh`,
  `${DEFINITIONS}/nodeclaims.karpenter.sh`,
  `${DEFINITIONS}/ec2nodeclasses.karpenter.k8s.aws`,
  "/api/v1/namespaces/kube-system/configmaps/karpenter-guard",
] as const;

/** With kubectl and Helm somebody tries to remove what Karpenter needs while nodes run. */
export const removedByHand = part("removed by hand", "kubernetes", "deployed", async (world) => {
  const { client } = controlPlane(world);
  await scaleOut(world, REPLICAS);
  const before = await runningInstanceIds(world.client);
  for (const path of NEEDED) await expectKept(world, path);
  // As a kubectl delete --all does.
  await refused("all Deployments", client.remove("/apis/apps/v1/namespaces/karpenter/deployments"));

  for (const [release, namespace] of [
    ["karpenter-guard", "kube-system"],
    ["karpenter", "karpenter"],
    ["karpenter-crd", "kube-system"],
  ] as const) {
    const failed = await failure(helm(world, "uninstall", release, "--namespace", namespace, "--wait"));
    assert.ok(failed, `helm uninstall ${release} fails while nodes run`);
    await restoreRelease(world, release);
  }
  for (const path of NEEDED) assert.ok(await client.find(path), `${path} is there as it was`);
  assert.deepEqual(await runningInstanceIds(world.client), before, "the nodes run on");
  await expectNoChange(world, "after a removal by hand");
});

async function expectKept(world: World, path: string): Promise<void> {
  const { client } = controlPlane(world);
  await refused(path, client.remove(path));
  const kept = await client.find<KubeObject>(path);
  assert.ok(kept && !kept.metadata.deletionTimestamp, `${path} stays while nodes run`);
}

async function refused(what: string, removal: Promise<void>): Promise<void> {
  const error = await removal.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof KubeError, `the removal of ${what} is refused`);
  assert.match(error.message, GUARDED, `the refusal to remove ${what} says why`);
}
