import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/** What a program wrote into its output folder: paths and contents, JSON without the version of the library. */
export interface Output {
  /** Versions of the library that the files name. */
  readonly versions: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, unknown>;
}

/** Reads an output folder (`cdktf.out`). */
export function readOutput(folder: string): Output {
  const versions = new Set<string>();
  const withoutVersion = (key: string, value: unknown): unknown => {
    if (key !== "version" || typeof value !== "string") return value;
    versions.add(value);
    return undefined;
  };
  const read = (file: string): unknown => {
    const text = readFileSync(join(folder, file), "utf8");
    if (!file.endsWith(".json")) return text;
    const { "//": note, version, ...rest } = JSON.parse(text) as Record<string, unknown>;
    const noted: unknown = note && JSON.parse(JSON.stringify(note), withoutVersion);
    if (version !== undefined) withoutVersion("version", version);
    return { ...rest, "//": noted };
  };
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
  return { files: new Map(names.map((name) => [name, read(name)])), versions };
}

/** Files that only one of the two wrote, or that say something else. */
export function differences(one: Output, other: Output): string[] {
  const names = new Set([...one.files.keys(), ...other.files.keys()]);
  return [...names].filter((name) => !isDeepStrictEqual(one.files.get(name), other.files.get(name))).toSorted();
}
