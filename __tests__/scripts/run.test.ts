import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const RUN = join(__dirname, "../../scripts/run.mjs");

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "run-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUN, ...args], { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("scripts/run.mjs", () => {
  it("defaults: runs a program of several files, each in its own place, with the packages of its folder", () => {
    write({
      "node_modules/packed/index.js": "exports.packed = __dirname;",
      "own/index.ts": 'import { packed } from "packed";\nexport const places: string[] = [__dirname, packed];\n',
      "main.ts":
        'import { places } from "./own";\nconsole.log(JSON.stringify([__filename, ...places, process.argv.slice(1)]));\n',
    });
    const { stdout, stderr } = run("main.ts", "a");
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual([
      join(folder, "main.ts"),
      join(folder, "own"),
      join(folder, "node_modules/packed"),
      [join(folder, "main.ts"), "a"],
    ]);
  });

  it("leaves it to the program whether a package that it asks for while it runs is there", () => {
    write({
      "main.ts": 'try {\n  require("gone");\n} catch {\n  import("gone").catch(() => console.log("without"));\n}\n',
    });
    expect(run("main.ts")).toEqual({ status: 0, stdout: "without\n", stderr: "" });
  });

  it("names file, line and column of the source where an error comes from", () => {
    write({
      "own.ts":
        'interface Gone {\n  readonly name: string;\n}\nexport function fail(_: Gone) {\n  throw new Error("here");\n}\n',
      "main.ts": 'import { fail } from "./own";\n\nfail({ name: "a" });\n',
    });
    const { status, stderr } = run("main.ts");
    expect(status).toBe(1);
    expect(stderr).toContain(`${join(folder, "own.ts")}:5:9`);
    expect(stderr).toContain(`${join(folder, "main.ts")}:3:1`);
  });

  it.each([
    ["what is no TypeScript", "const a: = 1;", 'main.ts:1:9: ERROR: Unexpected "="'],
    ["a file that is missing", 'import "./own";', 'main.ts:1:7: ERROR: Could not resolve "./own"'],
  ])("fails with a line for %s", (_, source, line) => {
    write({ "main.ts": source });
    const { status, stdout, stderr } = run("main.ts");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.trim().split("\n")).toEqual(["Build failed with 1 error:", line]);
  });

  it("fails without a program", () => {
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toContain("no program was given");
  });
});
