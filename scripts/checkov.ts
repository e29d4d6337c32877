/**
 * `npm run checkov`: checkov's findings in the plans of every example, against the answers in
 * scripts/checkov/answers.yaml. Needs Terraform with its AWS and time providers, and Python; neither network nor account
 * once the packages are there.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython } from "../rehearsal/python";
import { whyNot } from "../testing/terraform-checks";
import { disagreements, readAnswers } from "./checkov/answers";
import { planAll } from "./checkov/plans";
import { scan } from "./checkov/scan";

const ANSWERS = join(__dirname, "checkov/answers.yaml");
const REQUIREMENTS = { name: "checkov", file: join(__dirname, "checkov/requirements.txt") };

async function main(): Promise<void> {
  const reason = whyNot(["aws", "time"]);
  if (reason !== undefined) throw new Error(reason);
  const work = mkdtempSync(join(tmpdir(), "checkov-"));
  try {
    const python = await findPython({
      requirements: REQUIREMENTS,
      log: join(work, "preparation.log"),
      progress: console.log,
    });
    const plans = await planAll(work);
    const home = join(work, "home");
    mkdirSync(home);
    const { findings, passed, resources } = scan(python, plans, home);
    const clusters = [...new Set(plans.map(({ cluster }) => cluster))];
    const lines = disagreements(findings, readAnswers(ANSWERS), clusters);
    for (const line of lines) console.error(line);
    console.log(
      `${plans.length} plans, ${resources} resources: ${passed} checks passed, ${findings.length} findings, ${lines.length} at odds with the answers`,
    );
    if (lines.length > 0) process.exitCode = 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
