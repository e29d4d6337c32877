/**
 * `npm run test:package`: packs the package and uses it as a team would, in empty folders and without this repository.
 * Needs npm and the packages of its registry, or its cache. Further versions of Node: `-- --node 20.19.0,22.23.3`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { nodeBinary } from "./package/node-binary";
import { installTool, makeProject } from "./package/project";
import { pack } from "./package/tarball";
import { trials } from "./package/trials";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { node: { type: "string" }, keep: { type: "boolean", default: false } } });
  const work = mkdtempSync(join(tmpdir(), "package-"));
  try {
    const tarball = await timed("npm pack", () => pack(work));
    const tool = await timed("npm install of the tarball", () => installTool(join(work, "tool"), tarball));
    const project = await timed("eks-addons init, npm install, npm ci", () => makeProject(work, tool, tarball));
    const versions = values.node?.split(",") ?? [];
    const nodes = [process.execPath, ...(await Promise.all(versions.map((version) => nodeBinary(version, work))))];
    for (const node of nodes) {
      for (const [name, run] of trials(project, node)) await timed(name, run);
    }
  } finally {
    if (values.keep) console.log(work);
    else rmSync(work, { recursive: true, force: true });
  }
}

async function timed<T>(name: string, run: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await run();
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
