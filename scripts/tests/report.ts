import { relative } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";

/** What became of one test. */
export interface TestResult {
  /** Path of its file, from the project's root. */
  readonly file: string;
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  /** Why it was skipped, where its author says so. */
  readonly reason?: string;
}

const VitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/**
 * Reads the report of Vitest's reporter `json`. A file of tests that did not load is a failed test, for its tests are
 * not in the report.
 *
 * @param root the project's folder, to which the report's absolute paths belong
 * @throws ZodError when it is no such report
 */
export function readVitestReport(text: string, root: string): TestResult[] {
  return VitestReport.parse(JSON.parse(text)).testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const results = assertionResults.map((test) => readAssertion(file, test));
    const loaded = status !== "failed" || results.some(({ outcome }) => outcome === "failed");
    return loaded
      ? results
      : [...results, { file, name: "(the file could not be loaded)", outcome: "failed" as const }];
  });
}

function readAssertion(file: string, { fullName: name, status }: { fullName: string; status: string }): TestResult {
  if (status === "passed" || status === "failed") return { file, name, outcome: status };
  // Vitest's report has no place for a reason, so it stands in the name: see testing/skip.ts.
  const reason = /\(skipped: (.+)\)$/.exec(name)?.[1];
  return { file, name, outcome: "skipped", ...(reason !== undefined && { reason }) };
}

const PytestReport = z.object({
  testsuites: z.object({
    testsuite: z.array(
      z.object({
        testcase: z
          .array(
            z.object({
              file: z.string(),
              name: z.string(),
              failure: z.unknown().optional(),
              error: z.unknown().optional(),
              skipped: z.object({ message: z.string().optional() }).optional(),
            }),
          )
          .default([]),
      }),
    ),
  }),
});

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseAttributeValue: false,
  isArray: (name) => name === "testsuite" || name === "testcase",
});

/**
 * Reads the report that pytest writes with `--junitxml` and `junit_family=xunit1`, in which each test names its file.
 *
 * @throws Error when it is no such report
 */
export function readPytestReport(text: string): TestResult[] {
  const { success, data } = PytestReport.safeParse(xml.parse(text));
  if (!success) throw new Error("this is no report of pytest's --junitxml");
  return data.testsuites.testsuite
    .flatMap(({ testcase }) => testcase)
    .map(({ file, name, failure, error, skipped }) => {
      if (failure !== undefined || error !== undefined) return { file, name, outcome: "failed" };
      if (!skipped) return { file, name, outcome: "passed" };
      return { file, name, outcome: "skipped", ...(skipped.message && { reason: skipped.message }) };
    });
}
