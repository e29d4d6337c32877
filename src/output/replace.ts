import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const MANIFEST = "manifest.json";
const STACKS = "stacks";
const REPLACED = ".replaced";

/**
 * Moves stacks, manifest and what lies beside them from where they were made to where they belong, all of them or none.
 * What Terraform has put into the stacks' folders (`.terraform`) is left alone.
 */
export function replaceAll(staging: string, outdir: string): void {
  const replaced = join(staging, REPLACED);
  mkdirSync(replaced);
  const undo: (() => void)[] = [];
  const folder = (path: string) => {
    const made = mkdirSync(path, { recursive: true });
    if (made) undo.push(() => rmSync(made, { recursive: true }));
  };
  const move = (from: string, to: string) => {
    renameSync(from, to);
    undo.push(() => renameSync(to, from));
  };
  const replace = (from: string, to: string) => {
    if (lstatSync(to, { throwIfNoEntry: false })) move(to, join(replaced, String(undo.length)));
    move(from, to);
  };
  try {
    for (const stack of readdirSync(join(staging, STACKS))) {
      const [from, to] = [join(staging, STACKS, stack), join(outdir, STACKS, stack)];
      folder(to);
      for (const entry of readdirSync(from)) replace(join(from, entry), join(to, entry));
    }
    const beside = readdirSync(staging).filter((name) => ![STACKS, REPLACED, MANIFEST].includes(name));
    // The manifest goes last: it says which of the stacks are there.
    for (const name of [...beside, MANIFEST]) replace(join(staging, name), join(outdir, name));
  } catch (cause) {
    for (const step of undo.toReversed()) attempt(step);
    throw cause;
  }
}

/** What can't be undone must not keep the rest from being undone. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // The error that began it is the one to tell.
  }
}
