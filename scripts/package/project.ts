import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "./commands";

const EXAMPLES = resolve(__dirname, "../../examples/clusters");
const NPM = ["--no-audit", "--no-fund", "--prefer-offline"];

/** Installs the tarball alone; gives the command in it. */
export function installTool(folder: string, tarball: string): string {
  mkdirSync(folder);
  run(folder, "npm", "install", ...NPM, "--prefix", folder, tarball);
  return join(folder, "node_modules/.bin/eks-addons");
}

/** A project as `init` makes it, with this tarball as what it asks for, and the examples beside its own cluster. */
export function makeProject(work: string, tool: string, tarball: string): string {
  const zones = "eu-central-1a,eu-central-1b,eu-central-1c";
  const flags = ["--name", "demo", "--region", "eu-central-1", "--zones", zones, "--package", `file:${tarball}`];
  run(work, tool, "init", "project", ...flags);
  const project = join(work, "project");
  run(project, "npm", "install", ...NPM, "--package-lock-only");
  run(project, "npm", "ci", ...NPM);
  for (const file of readdirSync(EXAMPLES)) cpSync(join(EXAMPLES, file), join(project, "clusters", file));
  return project;
}
