import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { DescribeUpdateCommand, type DescribeUpdateCommandInput, type EKSServiceException } from "@aws-sdk/client-eks";
import type { Bench } from "./bench";

/** One thing that the API must do. Checks run in order, and leave behind what later ones build on. */
export interface Check {
  readonly name: string;
  run(bench: Bench): Promise<void>;
}

const WAIT_SECONDS = 30;

/** Options of the SDK's waiters: it would begin with 10 to 30 s, which suits the real API. */
export function waiting({ eks }: Bench): {
  client: Bench["eks"];
  maxWaitTime: number;
  minDelay: number;
  maxDelay: number;
} {
  return { client: eks, maxWaitTime: WAIT_SECONDS, minDelay: 0.1, maxDelay: 0.2 };
}

/** The call is refused with an error of the SDK's own class, and words that name the reason. */
export async function refuses(
  call: Promise<unknown>,
  errorClass: abstract new (...parameters: never[]) => EKSServiceException,
  words: RegExp,
): Promise<void> {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof errorClass, `an error of the class ${errorClass.name}, not ${error}`);
    assert.match(error.message, words);
    return true;
  });
}

/** Waits until an update has succeeded; the SDK has no waiter for that. */
export async function untilSuccessful({ eks }: Bench, update: DescribeUpdateCommandInput): Promise<void> {
  const deadline = Date.now() + WAIT_SECONDS * 1000;
  for (;;) {
    const { update: found } = await eks.send(new DescribeUpdateCommand(update));
    if (found?.status === "Successful") return;
    assert.equal(found?.status, "InProgress", "status of an update on its way");
    assert.ok(Date.now() < deadline, `the update is not done after ${WAIT_SECONDS} s`);
    await pause(100);
  }
}
