/**
 * `npm run cdktn`: shows that the same sources run on cdktn, the successor of CDKTF (docs/cdktf.md). In a copy of the tree
 * `package.json` is rewritten as for the move; then all examples are synthesized to what CDKTF makes of them, and types and
 * tests pass. Takes packages from npm's cache or the registry.
 *
 * What it is called with goes to the tests: `npm run cdktn -- __tests__/stacks`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { CDKTN, type Manifest, movedToCdktn } from "./cdktn/manifest";
import { differences, type Output, readOutput } from "./cdktn/output";
import { ROOT, withCopy } from "./own-files/copy";
import { editOwnFiles } from "./own-files/edit";

/** A program of its own: `main.ts` and `clusters` are whoever's who works here. */
const PROGRAM = "examples.ts";
const EXAMPLES = `import { addClusterFiles, main } from "./src";

main((app) => addClusterFiles(app, "examples/clusters"));
`;

function main(testArguments: readonly string[]): void {
  withCopy((copy) => {
    writeFileSync(join(copy, PROGRAM), EXAMPLES);
    const before = synthesized(copy, "before");
    move(copy);
    sayTheSame(before, synthesized(copy, "after"));
    rmSync(join(copy, PROGRAM));
    // With other clusters, settings and program than ours: tests don't lean on these.
    editOwnFiles(copy);
    run(copy, "types", ["npm", "run", "--silent", "typecheck"]);
    // How long a test takes is no part of the proof, and this may run beside others.
    run(copy, "tests", ["npm", "test", "--", "--testTimeout=60000", ...testArguments]);
  });
}

/** Synthesizes the examples; before the move with the packages of this tree. */
function synthesized(copy: string, when: "before" | "after"): Output {
  const packages = join(copy, "node_modules");
  if (when === "before") symlinkSync(join(ROOT, "node_modules"), packages);
  const outdir = join(copy, `${when}.out`);
  run(copy, `synthesis ${when} the move`, ["npx", "--no-install", "tsx", PROGRAM], { CDKTF_OUTDIR: outdir }, "quiet");
  if (when === "before") unlinkSync(packages);
  const output = readOutput(outdir);
  rmSync(outdir, { recursive: true });
  return output;
}

/** Rewrites each `package.json`, and installs. The lock file stays: nothing else is to change its version. */
function move(copy: string): void {
  const root = readManifest(join(copy, "package.json"));
  const workspaces = Array.isArray(root.workspaces) ? (root.workspaces as string[]) : [];
  for (const folder of ["", ...workspaces]) {
    const file = join(copy, folder, "package.json");
    if (!existsSync(file)) continue;
    writeFileSync(file, JSON.stringify(movedToCdktn(readManifest(file), folder === ""), undefined, 2));
  }
  run(copy, "npm install", ["npm", "install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"]);
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

/** @throws Error where the two outputs differ by more than the library's version, or the move changed nothing */
function sayTheSame(before: Output, after: Output): void {
  const [old, successor] = [[...before.versions].join(), [...after.versions].join()];
  if (successor !== CDKTN || old === successor) {
    throw new Error(`synthesized by ${old} and ${successor}, and not by CDKTF and cdktn ${CDKTN}`);
  }
  const different = differences(before, after);
  if (different.length > 0) throw new Error(`cdktn writes something else into ${different.join(", ")}`);
  console.log(
    `${after.files.size} files are the same as with CDKTF ${old}, but for the version, which is ${successor}`,
  );
}

function run(
  folder: string,
  what: string,
  [command = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
  output: "quiet" | "shown" = "shown",
): void {
  console.log(`-- ${what}`);
  const begin = performance.now();
  // Providers that were built here are found from the copy, too.
  const mirrors = [process.env.TERRAFORM_PROVIDER_MIRRORS, join(ROOT, ".cache/terraform-providers")];
  const { status, stderr } = spawnSync(command, args, {
    cwd: folder,
    env: { ...process.env, TERRAFORM_PROVIDER_MIRRORS: mirrors.filter(Boolean).join(delimiter), ...env },
    stdio: output === "quiet" ? ["ignore", "ignore", "pipe"] : ["ignore", "inherit", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${what}: ended with ${status}${stderr ? `\n${stderr}` : ""}`);
  console.log(`-- ${what}: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
