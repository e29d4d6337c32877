import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** A program to measure. */
export interface Subject {
  readonly name: string;
  readonly command: readonly string[];
  /** Folder that it runs in. */
  readonly folder: string;
  /** Whether its memory is measured: the program then has {@link REPORT_PEAK} among its arguments. */
  readonly peak: boolean;
}

const PROJECT = join(__dirname, "../..");
/** Arguments of Node that have a program write down its memory. */
export const REPORT_PEAK = ["--require", join(__dirname, "report-peak.cjs")];
const FLOOR = join(__dirname, "floor.cjs");
const TSX = ["--import", pathToFileURL(require.resolve("tsx")).href];
const RUN = join(PROJECT, "scripts/run.mjs");
const PROGRAM = join(PROJECT, "testing/sandbox/main.ts");

/** What this project does, after the floor. */
export function ownSubjects(work: string, sizes: readonly number[]): Subject[] {
  const one = projectOf(work, 1);
  const installed = installedPackage(work);
  return [
    node("floor: an empty stack, plain Node", projectOf(work, 0), FLOOR),
    node("an empty stack, tsx", projectOf(work, 0), ...TSX, FLOOR),
    node("1 cluster, the installed package", installed, join(installed, "main.js")),
    ...sizes.map((size) =>
      node(`${size} cluster${size === 1 ? "" : "s"}, this repository`, projectOf(work, size), RUN, PROGRAM),
    ),
    tool("1 cluster, `npm run synth`", one, "npm", "run", "--silent", "synth"),
    tool("`cdktf --version`", one, process.execPath, cdktf(), "--version"),
    tool("1 cluster, `cdktf synth`", one, process.execPath, cdktf(), "synth"),
  ];
}

function node(name: string, folder: string, ...args: readonly string[]): Subject {
  return { name, command: [process.execPath, ...REPORT_PEAK, ...args], folder, peak: true };
}

function tool(name: string, folder: string, ...command: readonly string[]): Subject {
  return { name, command, folder, peak: false };
}

function cdktf(): string {
  return join(dirname(require.resolve("cdktf-cli/package.json")), "bundle/bin/cdktf");
}

/** A project folder with this many clusters, each like that of the article. */
function projectOf(work: string, size: number): string {
  const folder = join(work, `clusters-${size}`);
  mkdirSync(join(folder, "clusters"), { recursive: true });
  const app = `node ${RUN} ${PROGRAM}`;
  writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ language: "typescript", app, projectId: "bench" }));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, scripts: { synth: app } }));
  const sandbox = readFileSync(join(PROJECT, "testing/sandbox/clusters/sandbox.yaml"), "utf8");
  for (let number = 1; number <= size; number += 1) {
    const name = `bench-${String(number).padStart(4, "0")}`;
    writeFileSync(join(folder, "clusters", `${name}.yaml`), sandbox.replace(/^name: .*$/m, `name: ${name}`));
  }
  return folder;
}

/** A project with one cluster that uses the package as it is published, in JavaScript. */
function installedPackage(work: string): string {
  const folder = projectOf(join(work, "installed"), 1);
  const { name, files } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
  execFileSync("npm", ["run", "--silent", "build"], { cwd: PROJECT, stdio: ["ignore", "ignore", "inherit"] });
  const modules = join(folder, "node_modules");
  for (const file of ["package.json", ...files])
    cpSync(join(PROJECT, file), join(modules, name, file), { recursive: true });
  // Where Node looks next, from the package and from the program.
  symlinkSync(join(PROJECT, "node_modules"), join(work, "installed/node_modules"));
  writeFileSync(
    join(folder, "main.js"),
    `const { addClusterFiles, main } = require("${name}");\nmain((app) => { addClusterFiles(app, "clusters"); });\n`,
  );
  return folder;
}
