import { describe, expect, it } from "vitest";
import type { TestResult } from "../../../scripts/tests/report";
import { judge } from "../../../scripts/tests/verdict";

const result = (file: string, outcome: TestResult["outcome"], reason?: string): TestResult => ({
  file,
  name: `test of ${file}`,
  outcome,
  ...(reason !== undefined && { reason }),
});

describe("judge", () => {
  it("defaults: counts what passed and failed, and groups what was skipped by its reason", () => {
    const results = [result("a", "passed"), result("a", "failed"), result("b", "skipped", "no x at hand")];
    expect(judge(results, ["a", "b"])).toEqual({
      passed: 1,
      failed: 1,
      faults: [],
      skipped: new Map([["no x at hand", ["test of b"]]]),
    });
  });

  it("fails when a file of tests did not run", () => {
    expect(judge([result("a", "passed")], ["a", "somewhere/b.test.ts"])).toMatchObject({
      passed: 1,
      failed: 1,
      faults: ["did not run: somewhere/b.test.ts"],
    });
  });

  it("fails when a test was skipped without a reason", () => {
    expect(judge([result("a", "skipped")], ["a"])).toMatchObject({
      failed: 1,
      faults: ["skipped without a reason: a: test of a"],
    });
  });
});
