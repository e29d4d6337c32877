import { existsSync, readFileSync } from "node:fs";
import type { StackJson } from "../../../testing/terraform-prepare";
import type { World } from "../../world";
import { expectEmpty } from "../emptiness";
import { expectNoChange } from "../plans";
import { adopt } from "./adopt";
import { killDuring, type Moment } from "./kill";
import { expectNoOrphans } from "./orphans";
import { part } from "./part";
import { deployAgain } from "./recovery";

const QUARTERS = [1, 2, 3] as const;

/** A deploy that is killed at each quarter of its resources, taken up again each time. */
export const killedDeploys = part("a deploy killed at each quarter", "aws", "empty", async (world) => {
  const total = resources(world);
  for (const quarter of QUARTERS) {
    const enough = Math.ceil((total * quarter) / 4);
    const moment: Moment = { what: `${quarter} of 4 parts are made`, arrived: () => inStates(world) >= enough };
    // It may first complain of what the deploy before has left.
    await deployAgain(world, () => killDuring(world, "deploy", moment));
    await adopt(world);
  }
  await deployAgain(world);
  await expectNoChange(world, "after a deploy that was killed three times");
  await expectNoOrphans(world, "after a deploy that was killed three times");
});

/** A destroy that is killed at each quarter of its resources, and then left to its end. */
export const killedDestroys = part("a destroy killed at each quarter", "aws", "deployed", async (world) => {
  const total = resources(world);
  for (const quarter of QUARTERS) {
    const few = Math.floor(total * (1 - quarter / 4));
    const moment: Moment = { what: `${quarter} of 4 parts are gone`, arrived: () => inStates(world) <= few };
    await killDuring(world, "destroy", moment);
  }
  await world.project.destroy();
  await expectEmpty(world);
});

/** Number of resources in both stacks. */
function resources({ project }: World): number {
  return sum(project.stacks, (stack) => {
    const { resource = {} }: Pick<StackJson, "resource"> = JSON.parse(readFileSync(project.file(stack), "utf8"));
    return sum(Object.values(resource), (byName) => Object.keys(byName).length);
  });
}

/** Number of resources in both states, as Terraform has written them to this moment. */
function inStates({ project }: World): number {
  return sum(project.stacks, (stack) => {
    const file = project.stateFile(stack);
    return existsSync(file) ? (readFileSync(file, "utf8").match(/"mode": "managed"/g)?.length ?? 0) : 0;
  });
}

function sum<T>(values: readonly T[], count: (value: T) => number): number {
  return values.reduce((total, value) => total + count(value), 0);
}
