import { isDeepStrictEqual } from "node:util";
import { writtenFiles } from "../written-files";

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
  const read = (file: string, text: string): unknown => {
    if (!file.endsWith(".json")) return text;
    const { "//": note, version, ...rest } = JSON.parse(text) as Record<string, unknown>;
    const noted: unknown = note && JSON.parse(JSON.stringify(note), withoutVersion);
    if (version !== undefined) withoutVersion("version", version);
    return { ...rest, "//": noted };
  };
  const files = [...writtenFiles(folder)].map(([file, text]): [string, unknown] => [file, read(file, text)]);
  return { files: new Map(files), versions };
}

/** Files that only one of the two wrote, or that say something else. */
export function differences(one: Output, other: Output): string[] {
  const names = new Set([...one.files.keys(), ...other.files.keys()]);
  return [...names].filter((name) => !isDeepStrictEqual(one.files.get(name), other.files.get(name))).toSorted();
}
