/**
 * `npm run test:own-files`: shows that the tests don't lean on the files that are whoever's who uses a checkout
 * (`clusters/`, `main.ts`, `cdktf.json`). Runs them, and the types, in a copy where those are others. What it is called with
 * goes to the tests.
 */
import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { ROOT, withCopy } from "./own-files/copy";
import { editOwnFiles } from "./own-files/edit";

function main(testArguments: readonly string[]): void {
  withCopy((copy) => {
    for (const name of ["node_modules", ".cache"]) symlinkSync(join(ROOT, name), join(copy, name));
    editOwnFiles(copy);
    run(copy, "npm", "run", "--silent", "synth");
    run(copy, "npm", "run", "--silent", "typecheck");
    run(copy, "npm", "test", "--", ...testArguments);
  });
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
