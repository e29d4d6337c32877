import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findPython } from "./python";

/** `npm run test:aws` runs the tests of the played AWS, with what stands behind it given to pytest. */
async function main(parameters: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "test-aws-"));
  const python = await findPython({ log: join(folder, "preparation.log"), progress: console.log });
  rmSync(folder, { recursive: true, force: true });
  // A report names files from the project's root, and by files it is held against the tree (scripts/tests).
  const root = [`--rootdir=${dirname(__dirname)}`, "-o", "junit_family=xunit1"];
  const pytest = ["-m", "pytest", "-p", "no:cacheprovider", ...root, join(__dirname, "aws/tests"), ...parameters];
  const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  process.exitCode = spawnSync(python, pytest, { stdio: "inherit", env: environment }).status ?? 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
