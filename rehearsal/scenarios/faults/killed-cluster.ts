import assert from "node:assert/strict";
import type { World } from "../../world";
import { eventually } from "../eventually";
import { killDuring } from "./kill";
import { waitingAfter } from "./moments";
import { part } from "./part";
import { failure, readComplaints } from "./recovery";

/** Longer than all else takes that a deploy does beside the control plane. */
const CREATION_SECONDS = 15;

/**
 * The deploy ends while EKS makes the control plane, which is most of its time on AWS. The answer to the create was lost
 * before, and asked for again.
 */
export const killedInCluster = part("killed while the cluster is made", "aws", "empty", async (world) => {
  const { aws, project, signal } = world;
  await aws.setFaults([{ kind: "lost_answer", action: "CreateCluster", nth: 1 }]);
  await aws.setTransition(CREATION_SECONDS);
  await killDuring(world, "deploy", waitingAfter(aws, "CreateCluster", "EKS makes the control plane"));
  assert.deepEqual(await aws.faultHits(), [1], "the answer to CreateCluster was lost");
  await aws.setTransition();

  const [cluster] = project.stacks;
  const refused = await failure(project.deploy());
  const expected = [{ kind: "import", address: "aws_eks_cluster.cluster", id: cluster }];
  assert.ok(refused, "a deploy that finds a cluster which it does not know of fails");
  assert.deepEqual(readComplaints(refused.printed), expected, "the deploy says which resource is there already");
  // As `aws eks wait cluster-active` does: before that, the import finds neither certificate nor issuer.
  await eventually("the cluster to be ACTIVE", () => isActive(world), { seconds: CREATION_SECONDS + 10, signal });
  await project.terraform(cluster, ["import", "-input=false", "-no-color", "aws_eks_cluster.cluster", cluster]);
  const { changes } = await project.plan(cluster);
  const replaced = changes.filter(({ action }) => action !== "create");
  assert.deepEqual(replaced, [], "a cluster that was imported is taken up as it is, and not replaced");
});

async function isActive({ client, project }: World): Promise<true | string> {
  const { cluster } = await client.eks<{ cluster: { status: string } }>("GET", `/clusters/${project.stacks[0]}`);
  return cluster.status === "ACTIVE" || cluster.status;
}
