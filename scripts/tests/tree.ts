import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Programs that run tests, and how they name a file of tests. */
const PATTERNS = {
  vitest: /\.(test|spec)\.[cm]?[jt]sx?$/,
  pytest: /(^|\/)(test_[^/]*|[^/]*_test)\.py$/,
} as const;

export type Runner = keyof typeof PATTERNS;

/** Folders that hold nothing of the project's own; so do those whose names begin with a dot. */
const FOREIGN = ["node_modules", "cdktf.out", "coverage", "__pycache__"];

/**
 * Every file of tests in the tree, wherever it is: also where the runner does not look.
 *
 * @returns paths from the root, sorted
 */
export function testFiles(root: string, runner: Runner): string[] {
  return files(root, "")
    .filter((file) => PATTERNS[runner].test(file))
    .sort();
}

function files(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return entry.name.startsWith(".") || FOREIGN.includes(entry.name) ? [] : files(root, path);
  });
}
