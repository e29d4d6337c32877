import assert from "node:assert/strict";
import type { EmulatedAws } from "../emulated-aws";
import type { Report } from "../kubernetes/loop";
import { access } from "./access";
import { addons } from "./addons";
import { withBench } from "./bench";
import type { Check } from "./check";
import { clusters } from "./clusters";
import { deletion } from "./deletion";
import { fargateProfiles } from "./fargate";
import { offers } from "./offers";
import { updates } from "./updates";

export interface EksApiOptions {
  readonly aws: EmulatedAws;
  /** Gets the name of each check that has passed. @default - nobody is told */
  readonly report?: Report;
}

const CHECKS: readonly Check[] = [
  ...offers,
  ...clusters,
  ...fargateProfiles,
  ...addons,
  ...access,
  ...updates,
  ...deletion,
];

/**
 * Tries the played EKS with the SDK's own client, by its classes of errors and its waiters, in the life of a small
 * cluster of its own. In the end the account is what it was.
 *
 * @throws Error of the first check that failed, with its name
 */
export async function checkEksApi({ aws, report = () => {} }: EksApiOptions): Promise<void> {
  const before = await aws.resources();
  await withBench(aws, async (bench) => {
    for (const { name, run } of CHECKS) {
      await run(bench).catch((cause: unknown) => {
        throw new Error(`${name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
      });
      report(name);
    }
  });
  assert.deepEqual(await aws.resources(), before, "a cluster that is gone leaves nothing in the account");
}
