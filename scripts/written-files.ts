import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files below a folder, such as what a synthesis wrote: path from there → content, sorted. */
export function writtenFiles(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return new Map(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")]));
}
