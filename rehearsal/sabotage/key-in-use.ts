import { expectHealthy } from "../expectations/control-plane";
import type { Scenario } from "../scenarios/scenario";

/**
 * The cluster file names another key for the secrets than the living cluster has. EKS keeps the one that it has, and
 * Terraform deletes it.
 */
export const keyInUse: Scenario = {
  number: 4,
  name: "key in use",
  needs: "aws",
  run: async ({ client, project }) => {
    const { KeyMetadata: key } = await client.json<{ KeyMetadata: { Arn: string } }>("kms", "CreateKey");
    await project.synthesize((cluster) => {
      cluster.controlPlane = { ...cluster.controlPlane, secretsEncryption: { keyArn: key.Arn } };
    });
    await project.deploy();
    await expectHealthy(client, project.stacks[0]);
  },
};
