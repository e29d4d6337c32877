import { type Example, examplesHere } from "../../edits/examples";
import type { ClusterDescription } from "../../product";
import type { World } from "../../world";
import { expectEmpty } from "../emptiness";
import { expectNoChange } from "../plans";
import { makeRoles, removeRoles } from "../roles";
import { expectTakenIn } from "../taken-in";
import { part } from "./part";

/**
 * What a deploy that was cut short leaves is taken in by import (docs/operations.md, "Import what a run left"): for each example, all that is in AWS
 * would be as described, whatever of it AWS doesn't tell.
 */
export const examplesTakenIn = part("each example is taken in by import", "aws", "empty", async (world) => {
  const { project, aws } = world;
  for (const example of examplesHere(project.description(), aws.account)) await takeIn(world, example);
});

async function takeIn(world: World, { description, roles, policies }: Example): Promise<void> {
  const { project, client, aws } = world;
  await makeRoles(world, roles);
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  });
  for (const PolicyName of policies) await client.query("iam", "CreatePolicy", { PolicyName, PolicyDocument });
  await project.synthesize(replacedBy(description));
  await project.deploy();
  await expectNoChange(world, "of a cluster that was just made");
  await expectTakenIn(world);
  // A protected cluster has no plan to destroy it.
  await project.synthesize(replacedBy({ ...description, retired: true }));
  await project.destroy();
  await removeRoles(world, roles);
  for (const name of policies) {
    await client.query("iam", "DeletePolicy", { PolicyArn: `arn:aws:iam::${aws.account}:policy/${name}` });
  }
  await expectEmpty(world);
}

function replacedBy(description: ClusterDescription): (cluster: ClusterDescription) => void {
  return (cluster) => {
    for (const key of Object.keys(cluster)) Reflect.deleteProperty(cluster, key);
    Object.assign(cluster, description);
  };
}
