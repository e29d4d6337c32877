import assert from "node:assert/strict";
import type { Change } from "../terraform/plan";
import type { World } from "../world";

/** Changes as one reads them: `update aws_eks_cluster.cluster (version)`, sorted. */
export function readable(changes: readonly Change[]): string[] {
  return changes
    .map(({ address, action, attributes }) => {
      return `${action} ${address}${attributes.length > 0 ? ` (${attributes.join(", ")})` : ""}`;
    })
    .sort();
}

/** Neither stack has anything to do, outputs included. */
export async function expectNoChange({ project }: Pick<World, "project">, when: string): Promise<void> {
  const { changes, empty } = await project.planAll();
  assert.deepEqual(readable(changes), [], `a plan ${when} changes nothing`);
  assert.ok(empty, `a plan ${when} changes no output either`);
}

/** Both stacks together would do exactly this. */
export async function expectPlan(
  { project }: Pick<World, "project">,
  what: string,
  expected: readonly string[],
): Promise<void> {
  const { changes } = await project.planAll();
  assert.deepEqual(readable(changes), expected.toSorted(), `the plan for ${what}`);
}
