/**
 * Reads Vitest's JSON report, whose path is the argument, and prints how many tests passed and failed. A file of tests
 * that did not load counts as a failure, for then its tests are not in the report. Skipped tests are named on stderr.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

const { testResults } = Report.parse(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")));
const tests = testResults.flatMap((file) => file.assertionResults);
const notLoaded = testResults.filter(
  ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
);
const count = (status: string) => tests.filter((test) => test.status === status).length;

for (const { status, fullName } of tests) {
  if (status !== "passed" && status !== "failed") console.error(`skipped: ${fullName}`);
}
console.log(`${count("passed")} ${count("failed") + notLoaded.length}`);
