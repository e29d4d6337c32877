import type { Scenario } from "../scenarios/scenario";
import { controllerCalls, expectAllowed, policiesOf } from "./iam/judge";
import { controllerRoleName } from "./product";

/**
 * What the controller has called by the end of a deploy, judged by its policies. To find its node classes valid it tries
 * a launch without making one, so no node has to be waited for.
 */
export const permissions: Scenario = {
  number: 3,
  name: "permissions",
  needs: "kubernetes",
  run: async ({ client, aws, project }) => {
    const role = controllerRoleName(project.stacks[0]);
    await expectAllowed(controllerCalls(aws.calls(), role), await policiesOf(client, role), aws.account);
  },
};
