import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const MANIFEST = "manifest.json";
const STACKS = "stacks";
const REPLACED = ".replaced";

/**
 * Moves stacks, manifest and what lies beside them from where they were made to where they belong, all of them or none.
 * What Terraform has put into the stacks' folders (`.terraform`) is left alone, and so are charts of stacks that aren't written.
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
  const replaceIn = (from: string, to: string) => {
    folder(to);
    for (const entry of readdirSync(from)) replace(join(from, entry), join(to, entry));
  };
  try {
    for (const stack of readdirSync(join(staging, STACKS))) {
      replaceIn(join(staging, STACKS, stack), join(outdir, STACKS, stack));
    }
    for (const entry of readdirSync(staging, { withFileTypes: true })) {
      const { name } = entry;
      if ([STACKS, REPLACED, MANIFEST].includes(name)) continue;
      const move = entry.isDirectory() ? replaceIn : replace;
      move(join(staging, name), join(outdir, name));
    }
    // The manifest goes last: it says which of the stacks are there.
    replace(join(staging, MANIFEST), join(outdir, MANIFEST));
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
