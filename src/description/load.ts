import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { TextDecoder } from "node:util";
import { error, warning } from "./problem";
import type { Source, SourceProblem, SourceReader } from "./source";
import { unreadableSource } from "./source";
import { MAX_BYTES, tooLarge, yamlSource } from "./yaml";

/**
 * Finds all cluster files (`*.yaml`, `*.yml`) of a folder, in the byte order of their names. What looks like one and isn't
 * read, such as a hidden file, is a source with a warning.
 *
 * Never throws: what can't be read is a source with a problem, and so is a folder without any cluster file.
 *
 * @param base - folder that the names in messages start from; by default the current one
 */
export function loadClusterFiles(folder: string, base: string = process.cwd()): SourceReader[] {
  const origin = (file: string) => path.relative(base, path.resolve(base, file)).split(path.sep).join("/") || ".";
  let names: string[];
  try {
    names = readdirSync(path.resolve(base, folder));
  } catch (cause) {
    return [() => unreadableSource(origin(folder), [folderProblem(cause)])];
  }
  names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const files = names.filter((name) => /^[^.].*\.ya?ml$/i.test(name));
  const ignored = names.flatMap((name) => {
    const reason = reasonToIgnore(path.resolve(base, folder), name);
    return reason === undefined ? [] : [unreadableSource(origin(path.join(folder, name)), [warning([], reason)])];
  });
  if (files.length === 0) {
    const others = ignored.map(({ origin: file }) => path.posix.basename(file)).join(", ");
    const message = `no cluster file is here${others === "" ? "" : ` (${others} isn't one)`}; add one, such as sandbox.yaml`;
    return [() => unreadableSource(origin(folder), [error([], message)])];
  }
  return [
    ...files.map((name) => () => loadFile(path.resolve(base, folder, name), origin(path.join(folder, name)))),
    ...ignored.map((source) => () => source),
  ];
}

/** Why something that may be meant as a cluster file isn't read; nothing of what can't be. */
function reasonToIgnore(folder: string, name: string): string | undefined {
  if (/\.json$/i.test(name)) return "a cluster file ends with .yaml, and this isn't read; rename it, JSON is YAML too";
  if (/^\..*\.ya?ml$/i.test(name)) return "a hidden file isn't read; take the dot from its name, or move it elsewhere";
  if (/\.ya?ml$/i.test(name) || !holdsDescriptions(path.join(folder, name))) return undefined;
  return "files in folders below aren't read; move them up, or elsewhere";
}

function holdsDescriptions(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => /\.ya?ml$/i.test(name));
  } catch {
    return false;
  }
}

function loadFile(file: string, origin: string): Source {
  const content = readText(file);
  if (typeof content !== "string") return unreadableSource(origin, [content]);
  const source = yamlSource(origin, content);
  const misnamed = fileNameProblem(source);
  return misnamed ? { ...source, problems: [...source.problems, misnamed] } : source;
}

function readText(file: string): string | SourceProblem {
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) return error([], "this is a folder; a cluster is described in a file: rename or move it");
    if (!stats.isFile()) return error([], "this is not a regular file; put a plain YAML file in its place");
    if (stats.size > MAX_BYTES) return tooLarge(stats.size);
    // Reading must not replace broken characters silently; a byte order mark is dropped.
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (cause) {
    return readProblem(cause);
  }
}

function readProblem(cause: unknown): SourceProblem {
  switch (codeOf(cause)) {
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return error([], "the file is not UTF-8; save it in that encoding");
    case "ENOENT":
      return error([], "the file can't be found: probably a link to a file that is gone; mend or remove it");
    case "ELOOP":
      return error([], "the file is a link that leads back to itself; mend or remove it");
    case "EACCES":
    case "EPERM":
      return error([], "the file may not be read; allow it (chmod u+r), or remove the file");
    default:
      return error([], `the file can't be read (${reasonOf(cause)}); see to that, or remove it`);
  }
}

function folderProblem(cause: unknown): SourceProblem {
  switch (codeOf(cause)) {
    case "ENOENT":
      return error([], "there is no such folder; make it and add a cluster file, such as sandbox.yaml");
    case "ENOTDIR":
      return error([], "this is not a folder; a folder with a file for each cluster is needed in its place");
    default:
      return error([], `the folder can't be read (${reasonOf(cause)}); see to that`);
  }
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
}

function reasonOf(cause: unknown): string {
  return codeOf(cause) ?? (cause instanceof Error ? cause.message : String(cause));
}

/** The name of a file and that of its cluster are one, so that either leads to the other. */
function fileNameProblem({ origin, readable, value }: Source): SourceProblem | undefined {
  const name = readable && value !== null && typeof value === "object" && "name" in value ? value.name : undefined;
  const file = path.posix.basename(origin);
  if (typeof name !== "string" || !/^[a-zA-Z0-9][a-zA-Z0-9-]*$/.test(name) || file === `${name}.yaml`) return undefined;
  const stem = file.replace(/\.ya?ml$/i, "");
  const advice = stem === name ? "" : `, or the cluster ${JSON.stringify(stem)}`;
  return error(["name"], `the cluster is named ${name}, its file ${file}; name the file ${name}.yaml${advice}`);
}
