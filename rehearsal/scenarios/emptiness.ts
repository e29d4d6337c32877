import assert from "node:assert/strict";
import type { World } from "../world";

/**
 * Nothing exists in AWS any more, and nothing is in either state.
 *
 * AWS itself keeps a key until its deletion date, and may write a last line into a log group that was removed before: the
 * first does not count as existing, the second is cleaned up as docs/operations.md says.
 */
export async function expectEmpty({ aws, client, project }: World): Promise<void> {
  const cluster = project.stacks[0];
  const { logs, ...others } = await aws.resources();
  assert.deepEqual(others, {}, "nothing is left in AWS");
  const group = `/aws/eks/${cluster}/cluster`;
  const groups = logs?.groups ?? [];
  assert.deepEqual(
    groups.filter((name) => name !== group),
    [],
    "no log group is left but the control plane's",
  );
  if (groups.includes(group)) await client.json("logs", "DeleteLogGroup", { logGroupName: group });
  for (const stack of project.stacks)
    assert.deepEqual(await project.inState(stack), [], `nothing is in ${stack}'s state`);
}
