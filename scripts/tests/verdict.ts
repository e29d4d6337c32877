import type { TestResult } from "./report";

/** What a run of tests comes to. */
export interface Verdict {
  readonly passed: number;
  /** Tests that failed, and faults. */
  readonly failed: number;
  /** One line for each test that should have run and did not. */
  readonly faults: readonly string[];
  /** Tests that were skipped for a reason, by that reason. */
  readonly skipped: ReadonlyMap<string, readonly string[]>;
}

/**
 * Judges a run: each file of tests in the tree has to be in it, and a test that was skipped has to say why.
 *
 * @param results of the run
 * @param files of tests in the tree
 */
export function judge(results: readonly TestResult[], files: readonly string[]): Verdict {
  const ran = new Set(results.map(({ file }) => file));
  const skipped = results.filter(({ outcome }) => outcome === "skipped");
  const faults = [
    ...files.filter((file) => !ran.has(file)).map((file) => `did not run: ${file}`),
    ...skipped
      .filter(({ reason }) => reason === undefined)
      .map(({ file, name }) => `skipped without a reason: ${file}: ${name}`),
  ];
  return {
    passed: results.filter(({ outcome }) => outcome === "passed").length,
    failed: results.filter(({ outcome }) => outcome === "failed").length + faults.length,
    faults,
    skipped: byReason(skipped),
  };
}

function byReason(skipped: readonly TestResult[]): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const { name, reason } of skipped) {
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  }
  return reasons;
}
