import { expectNoChange } from "./plans";
import type { Scenario } from "./scenario";

/** What was deployed, planned again: nothing to do in either stack. */
export const secondPlan: Scenario = {
  number: 2,
  name: "second plan",
  needs: "aws",
  run: (world) => expectNoChange(world, "right after the deploy"),
};
