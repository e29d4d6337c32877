import { join } from "node:path";
import { run } from "./commands";

/** Another version of Node, by the packages that npm has of it. */
export function nodeBinary(version: string, work: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(work, `node-${version}`);
  run(work, "npm", "install", "--no-audit", "--no-fund", "--no-save", "--prefix", folder, `${name}@${version}`);
  return join(folder, "node_modules", name, "bin/node");
}
