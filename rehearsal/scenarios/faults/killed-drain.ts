import assert from "node:assert/strict";
import type { CommandError } from "../../command";
import { expectEmptyCluster } from "../../expectations/in-cluster";
import { draining } from "../../karpenter/moments";
import type { World } from "../../world";
import { expectEmpty } from "../emptiness";
import { scaleOut } from "../workload";
import { killDuring } from "./kill";
import { waitingAfter } from "./moments";
import { part } from "./part";
import { SHAKY } from "./shaky";

const REPLICAS = 5;

/**
 * Terraform is killed in a destroy, while nodes drain. CDKTF 0.21 takes the end of the add-ons stack for given and goes
 * on to the cluster stack, which must not go: AWS keeps the policy on which all of it hangs. A deploy and a destroy
 * clean up, as docs/operations.md says.
 */
export const killedInDestroy = part("killed in a destroy", "aws", "deployed", async (world) => {
  const { aws, project, kubernetes } = world;
  if (kubernetes) await scaleOut(world, REPLICAS);
  else await aws.setTransition(10);
  const moment = kubernetes
    ? draining(kubernetes.client)
    : waitingAfter(aws, "DeleteCluster", "EKS removes the control plane");
  // In the last stack CDKTF would end with 0 if Terraform alone were killed.
  const failed = await killDuring(world, "destroy", moment, kubernetes ? "Terraform" : "CDKTF and Terraform");
  assert.ok(failed, "a destroy in which Terraform was killed fails");
  if (kubernetes) {
    await expectKept(world, failed);
    // A destroy that fails takes the outputs of its stack with it, and the add-ons stack reads those of the cluster.
    await project.deploy();
  }
  await aws.setTransition();
  await aws.setFaults(SHAKY);
  await project.destroy();
  await aws.setFaults([]);
  await expectEmpty(world);
  if (kubernetes) await expectEmptyCluster(kubernetes.client);
});

/** The add-ons' policy has kept all of the cluster stack, and the failure names what is to be done. */
async function expectKept({ aws, project }: World, { printed }: CommandError): Promise<void> {
  const [cluster] = project.stacks;
  assert.match(printed, new RegExp(`${cluster}-destroy-addons-first`), "the destroy says what has to go first");
  const left = (await aws.resources()).eks ?? {};
  assert.deepEqual(left.clusters, [cluster], "the cluster is there as long as nodes run");
  assert.equal(left.addons?.length, 3, "its EKS add-ons are there as long as nodes run");
  assert.ok(left.fargateProfiles?.length, "Karpenter's Fargate profile is there as long as nodes run");
}
