import { lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { replaceAll } from "./replace";
import { holdSignals } from "./signals";

/** A folder that can't be written, in words for who runs the program. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}

/** Begins the name of the folder, in the output folder, that stacks are made in. */
const STAGING = ".synthesis-";

/**
 * Has something made in a folder of its own, and moves it into `outdir` when all of it is there. On any error, `outdir`
 * and what is above it stay as they were.
 *
 * Ctrl-C waits until it can be heeded without leaving half of anything behind.
 *
 * @throws OutputError when the folder can't be written
 */
export function writeWhole<T>(outdir: string, make: (staging: string) => T): T {
  const release = holdSignals();
  let made: string | undefined;
  let staging: string | undefined;
  let whole = false;
  try {
    const folder = checkedFolder(outdir);
    made = mkdirSync(folder, { recursive: true });
    sweep(folder);
    staging = mkdtempSync(join(folder, `${STAGING}${process.pid}-`));
    const result = make(staging);
    replaceAll(staging, folder);
    whole = true;
    return result;
  } catch (cause) {
    throw inWords(cause, outdir);
  } finally {
    if (staging) rmSync(staging, { recursive: true, force: true });
    if (made && !whole) removeEmpty(made, outdir);
    release();
  }
}

/** Where a path really lies, links followed as far as there is anything. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}

function checkedFolder(outdir: string): string {
  if (!lstatSync(outdir, { throwIfNoEntry: false })) return realPath(outdir);
  const stats = statSync(outdir, { throwIfNoEntry: false });
  if (!stats) throw new OutputError(`${outdir} is a link that leads nowhere; mend or remove it`);
  if (!stats.isDirectory()) {
    throw new OutputError(`${outdir} is a file, and a folder is written there; move it away, or choose another folder`);
  }
  return realPath(outdir);
}

/** Takes away what programs that were killed have left. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = new RegExp(`^${STAGING.replace(".", "\\.")}(\\d+)-`).exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) === "EPERM";
  }
}

/** Removes the folders from `outdir` up to `top`, as far as they are empty. */
function removeEmpty(top: string, outdir: string): void {
  let folder = realPath(outdir);
  try {
    while (!relative(top, folder).startsWith("..")) {
      rmdirSync(folder);
      folder = dirname(folder);
    }
  } catch {
    // Somebody else has put something there.
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "may not be written; allow it, or choose another folder",
  EPERM: "may not be written; allow it, or choose another folder",
  EROFS: "is on a file system that can only be read; choose another folder",
  ENOTDIR: "lies below something that is no folder; choose another folder",
  EEXIST: "is in the way; move it away",
  ENOSPC: "can't be written, for there is no space left; make room",
  EDQUOT: "can't be written, for your quota is used up; make room",
  ELOOP: "is a link that leads back to itself; mend or remove it",
  ENAMETOOLONG: "has too long a name; choose another folder",
};

/** An error of the file system below the output folder, in words; any other as it came. */
function inWords(cause: unknown, outdir: string): unknown {
  const code = codeOf(cause);
  if (code === undefined || !(cause instanceof Error) || !("syscall" in cause)) return cause;
  const about = "path" in cause && typeof cause.path === "string" ? cause.path : outdir;
  const isOurs = [outdir, realPath(outdir)].some((folder) => about.startsWith(folder) || folder.startsWith(about));
  if (!isOurs) return cause;
  const place = about.includes(STAGING) ? outdir : "dest" in cause ? String(cause.dest) : about;
  return new OutputError(`${place} ${REASONS[code] ?? `can't be written (${code}); see to that`}; nothing was changed`);
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
}
