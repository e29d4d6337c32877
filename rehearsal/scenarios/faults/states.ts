import { copyFileSync, existsSync, readFileSync } from "node:fs";

/**
 * Takes up the backup of a local state that a kill has cut short, as docs/operations.md says: Terraform writes the file in place,
 * and an empty one is no state at all to it, with which a destroy has nothing to do.
 *
 * @returns whether it had to
 */
export function restoreState(file: string): boolean {
  const backup = `${file}.backup`;
  if (!existsSync(file) || isWhole(file) || !existsSync(backup)) return false;
  copyFileSync(backup, file);
  return true;
}

function isWhole(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}
