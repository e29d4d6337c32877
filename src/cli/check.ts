import { statSync } from "node:fs";
import path from "node:path";
import { CLUSTER_FORMAT, resolveCluster } from "../addons/cluster-file";
import { projectRules } from "../app/rules";
import { examineClusters } from "../description/check";
import { loadClusterFiles } from "../description/load";
import { formatPath } from "../description/problem";
import { type Finding, formatFinding, shortened } from "../description/report";
import { readContext, type Settings, SettingsError, settingsFrom } from "../settings/settings";
import { UsageError } from "./usage-error";

export interface CheckOptions {
  /** `cdktf.json`, whose settings the clusters are checked with. */
  readonly config: string;
  readonly json: boolean;
}

/** What was looked at, and what was found there. */
interface Checked {
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
  /** How many files weren't looked at, since others have errors enough. */
  readonly unchecked: number;
}

/**
 * Prints what synthesis would say of cluster files, and writes nothing.
 *
 * @param paths - cluster files, and folders of them. A file is held against the others of its folder, whose own findings
 *   are left out.
 * @returns whether there is no error
 * @throws UsageError where a path is no cluster file
 */
export function check(paths: readonly string[], { config, json }: CheckOptions): boolean {
  const { settings, findings } = settingsIn(config);
  const folders = [...new Set(paths.map(folderOf))];
  const checked = folders.map((folder) => {
    const asked = paths.filter((one) => folderOf(one) === folder);
    return checkFolder(folder, asked, settings);
  });
  const all: Checked = {
    files: checked.flatMap(({ files }) => files),
    findings: [...findings, ...checked.flatMap((one) => one.findings)],
    unchecked: checked.reduce((sum, one) => sum + one.unchecked, 0),
  };
  console.log(json ? asJson(all) : asText(all));
  return all.unchecked === 0 && all.findings.every(({ severity }) => severity === "warning");
}

function settingsIn(config: string): { settings?: Settings; findings: readonly Finding[] } {
  try {
    return { settings: settingsFrom(readContext(config)), findings: [] };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { findings: error.findings };
  }
}

function folderOf(given: string): string {
  const stats = statSync(given, { throwIfNoEntry: false });
  const isFolder = stats ? stats.isDirectory() : path.extname(given) === "";
  // As a whole path: one folder has many names.
  return path.resolve(isFolder ? given : path.dirname(given));
}

function checkFolder(folder: string, asked: readonly string[], settings: Settings | undefined): Checked {
  const { origins, findings, unchecked } = examineClusters(
    CLUSTER_FORMAT,
    loadClusterFiles(folder),
    resolveCluster,
    projectRules(settings),
  );
  const files = origins.filter((origin) => origin !== originOf(folder));
  const given = asked.map(originOf);
  if (given.includes(originOf(folder))) return { files, findings, unchecked };
  for (const file of given) {
    if (unchecked === 0 && !files.includes(file))
      throw new UsageError(`${file} is no cluster file; name one that ends with .yaml, or a folder`);
  }
  return {
    files: files.filter((file) => given.includes(file)),
    findings: findings.filter(({ origin }) => given.includes(origin)),
    unchecked,
  };
}

/** How findings name a file: as seen from here, with slashes. */
function originOf(file: string): string {
  return path.relative("", file).split(path.sep).join("/") || ".";
}

/** One line for each finding, and a last one that counts. */
function asText({ files, findings, unchecked }: Checked): string {
  const untold = findings.reduce((sum, finding) => sum + (finding.untold ?? 0), 0);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const counts = [
    count(files.length, "cluster file"),
    count(errors, "error"),
    count(findings.length - errors, "warning"),
  ];
  if (unchecked > 0) counts.push(`${count(unchecked, "file")} not checked`);
  return [...shortened(findings.map(formatFinding), untold), counts.join(", ")].join("\n");
}

/** The same for programs. Each finding has a line and a column: 1 and 1 where it is about a file as a whole. */
function asJson({ files, findings, unchecked }: Checked): string {
  const lines = findings.map(({ origin, position, severity, path: keys, message }) => ({
    file: origin,
    line: position?.line ?? 1,
    column: position?.column ?? 1,
    severity,
    path: formatPath(keys),
    message,
  }));
  return JSON.stringify({ files, unchecked, findings: lines }, null, 2);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
