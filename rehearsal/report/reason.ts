import { AssertionError } from "node:assert/strict";

const LONGEST = 1500;

/**
 * What to tell about an error: for an expectation, that it does not hold, and what was found instead. Expectations are
 * written as sentences that should be true ("no node is left"), and one alone would read as if all were well.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof AssertionError)) return error instanceof Error ? error.message : String(error);
  if (error.generatedMessage) return error.message;
  return [`does not hold: ${error.message}`, ...found(error)].join("\n");
}

/** Nothing where there is nothing to compare: `assert.ok` and `assert.fail`. */
function found({ actual, expected, operator }: AssertionError): string[] {
  if (operator === "==" || operator === "fail") return [];
  if (operator === "match") return [`got, at its end: ${String(actual).slice(-LONGEST)}`];
  // Without a message of its own, the difference is the message.
  return [new AssertionError({ actual, expected, operator }).message.slice(0, LONGEST)];
}
