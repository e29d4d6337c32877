import { describe, expect, it } from "vitest";
import { readPytestReport, readVitestReport } from "../../../scripts/tests/report";

function vitest(name: string, status: string, tests: Record<string, string> = {}): string {
  const assertionResults = Object.entries(tests).map(([fullName, outcome]) => ({ fullName, status: outcome }));
  return JSON.stringify({ testResults: [{ name, status, assertionResults }] });
}

describe("readVitestReport", () => {
  it("defaults: each test with its file and outcome, and the reason that stands in the name of a skipped one", () => {
    const tests = { "a works": "passed", "b works": "failed", "c works (skipped: no x at hand)": "skipped" };
    expect(readVitestReport(vitest("/p/__tests__/a.test.ts", "failed", tests), "/p")).toEqual([
      { file: "__tests__/a.test.ts", name: "a works", outcome: "passed" },
      { file: "__tests__/a.test.ts", name: "b works", outcome: "failed" },
      {
        file: "__tests__/a.test.ts",
        name: "c works (skipped: no x at hand)",
        outcome: "skipped",
        reason: "no x at hand",
      },
    ]);
  });

  it("counts a file that could not be loaded as one failure", () => {
    expect(readVitestReport(vitest("/p/a.test.ts", "failed"), "/p")).toEqual([
      { file: "a.test.ts", name: "(the file could not be loaded)", outcome: "failed" },
    ]);
  });

  it("takes a test that is only planned for one that is skipped without a reason", () => {
    const [planned] = readVitestReport(vitest("/p/a.test.ts", "passed", { later: "todo" }), "/p");
    expect(planned).toEqual({ file: "a.test.ts", name: "later", outcome: "skipped" });
  });

  it("fails when it is no report", () => {
    expect(() => readVitestReport("{}", "/p")).toThrow(/testResults/);
  });
});

describe("readPytestReport", () => {
  const report = (cases: string) => `<testsuites><testsuite name="pytest" tests="1">${cases}</testsuite></testsuites>`;

  it("defaults: each test with its file and outcome", () => {
    const cases = [
      '<testcase classname="t" name="test_a[x &gt; y]" file="t/test_a.py" line="3" time="0.1" />',
      '<testcase classname="t" name="test_b" file="t/test_a.py"><failure message="a > b">trace</failure></testcase>',
      '<testcase classname="t" name="test_c" file="t/test_a.py"><skipped type="pytest.skip" message="no &quot;x&quot;">t</skipped></testcase>',
      '<testcase classname="" name="t.test_d" file="t/test_d.py"><error message="collection failure">e</error></testcase>',
    ];
    expect(readPytestReport(report(cases.join("")))).toEqual([
      { file: "t/test_a.py", name: "test_a[x > y]", outcome: "passed" },
      { file: "t/test_a.py", name: "test_b", outcome: "failed" },
      { file: "t/test_a.py", name: "test_c", outcome: "skipped", reason: 'no "x"' },
      { file: "t/test_d.py", name: "t.test_d", outcome: "failed" },
    ]);
  });

  it("fails when it is no report", () => {
    expect(() => readPytestReport("usage: pytest")).toThrow(/no report of pytest/);
  });
});
