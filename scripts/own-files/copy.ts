import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

export const ROOT = resolve(__dirname, "../..");

/** What is installed, made, or kept by git. */
const LEFT_BEHIND: readonly string[] = ["node_modules", ".cache", ".git", "cdktf.out", "dist"];

/** Hands out a copy of this repository, which is removed afterwards. */
export function withCopy(use: (copy: string) => void): void {
  const copy = mkdtempSync(join(tmpdir(), "copy-"));
  try {
    cpSync(ROOT, copy, { recursive: true, filter: (path) => !LEFT_BEHIND.includes(basename(path)) });
    use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
