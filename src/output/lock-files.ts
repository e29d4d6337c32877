import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** Terraform's name for the file that says which providers a stack was planned with, by version and hash. */
const NAME = ".terraform.lock.hcl";

/** Where Terraform looks for a stack's lock file. */
export function lockFileOf(outdir: string, stack: string): string {
  return join(outdir, "stacks", stack, NAME);
}

/** Where a project keeps it: beside `cdktf.json`, since an output folder isn't committed. */
export function keptLockFile(project: string, stack: string): string {
  return join(project, "locks", stack, NAME);
}

/** Gives each stack the lock file that the project keeps of it, if it keeps one. What Terraform has there is left alone else. */
export function placeLockFiles(project: string, outdir: string, stacks: readonly string[]): void {
  for (const stack of stacks) {
    const kept = keptLockFile(project, stack);
    if (existsSync(kept)) copyFile(kept, lockFileOf(outdir, stack));
  }
}

/** Copies a file, into a folder that may not be there yet. */
export function copyFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
