import { execFileSync } from "node:child_process";
import { devNull } from "node:os";
import { basename } from "node:path";
import { z } from "zod";
import { hermetic } from "../../testing/terraform";
import type { Finding } from "./answers";
import type { PlanFile } from "./plans";

const ReportSchema = z.object({
  results: z.object({
    failed_checks: z.array(
      z.object({ check_id: z.string(), check_name: z.string(), file_path: z.string(), resource: z.string() }),
    ),
  }),
  summary: z.object({ passed: z.int(), failed: z.int(), parsing_errors: z.int(), resource_count: z.int() }),
});

/** What checkov said of all plans. */
export interface Scan {
  readonly findings: readonly Finding[];
  readonly passed: number;
  readonly resources: number;
}

/**
 * Runs checkov on plans, without network.
 * @param home an empty folder: settings of the user's own must not matter
 * @throws Error when it doesn't end as it should, or couldn't read a plan
 */
export function scan(python: string, plans: readonly PlanFile[], home: string): Scan {
  const parameters = ["--skip-download", "--framework", "terraform_plan", "--output", "json", "--quiet", "--compact"];
  const files = plans.map(({ file }) => file);
  const text = execFileSync(python, ["-m", "checkov.main", ...parameters, "--soft-fail", "--file", ...files], {
    cwd: home,
    encoding: "utf8",
    env: { ...withoutSettings(hermetic(process.env, devNull)), HOME: home, PYTHONDONTWRITEBYTECODE: "1" },
    maxBuffer: 256 * 1024 * 1024,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { results, summary } = ReportSchema.parse(JSON.parse(text));
  if (summary.parsing_errors > 0 || summary.resource_count === 0) throw new Error("checkov couldn't read the plans");
  const findings = results.failed_checks.map(({ check_id, check_name, file_path, resource }) => {
    const cluster = plans.find(({ file }) => basename(file) === basename(file_path))?.cluster;
    if (cluster === undefined) throw new Error(`checkov names a plan that it wasn't given: ${file_path}`);
    return { check: check_id, name: check_name, cluster, resource };
  });
  return { findings, passed: summary.passed, resources: summary.resource_count };
}

/** Without what would point checkov to an account with its makers, or change what it checks. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(BC|CKV|CHECKOV|PRISMA)_/.test(name)));
}
