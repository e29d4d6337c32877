/**
 * `npm run test:own-files`: shows that the tests don't lean on the files that are whoever's who uses a checkout
 * (`clusters/`, `main.ts`, `cdktf.json`). Runs them, and the types, in a copy where those are others. What it is called with
 * goes to the tests.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { editOwnFiles } from "./own-files/edit";

const ROOT = resolve(__dirname, "..");
const LINKED: readonly string[] = ["node_modules", ".cache"];
const LEFT_BEHIND: readonly string[] = [...LINKED, ".git", "cdktf.out", "dist"];

function main(testArguments: readonly string[]): void {
  const copy = mkdtempSync(join(tmpdir(), "own-files-"));
  try {
    cpSync(ROOT, copy, { recursive: true, filter: (path) => !LEFT_BEHIND.includes(basename(path)) });
    for (const name of LINKED) symlinkSync(join(ROOT, name), join(copy, name));
    editOwnFiles(copy);
    run(copy, "npm", "run", "--silent", "synth");
    run(copy, "npm", "run", "--silent", "typecheck");
    run(copy, "npm", "test", "--", ...testArguments);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function run(folder: string, command: string, ...args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`${[command, ...args].join(" ")} ended with ${status}`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
