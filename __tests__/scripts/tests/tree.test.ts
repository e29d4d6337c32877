import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testFiles } from "../../../scripts/tests/tree";

const ROOT = resolve(__dirname, "../../..");

describe("testFiles", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "tree-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(...files: string[]): void {
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), "");
    }
  }

  it("defaults: those of one runner, wherever they are", () => {
    write("a.test.ts", "src/deep/b.spec.tsx", "src/c.ts", "python/test_d.py", "python/e_test.py", "python/tests.py");
    expect(testFiles(root, "vitest")).toEqual(["a.test.ts", "src/deep/b.spec.tsx"]);
    expect(testFiles(root, "pytest")).toEqual(["python/e_test.py", "python/test_d.py"]);
  });

  it("leaves out what is not the project's own", () => {
    write("node_modules/x/x.test.js", "sub/node_modules/x/x.test.js", ".cache/y.test.ts", "cdktf.out/z.test.ts");
    expect(testFiles(root, "vitest")).toEqual([]);
  });
});

describe("the project's tests", () => {
  it("fails when Vitest doesn't look where one is", { timeout: 60_000 }, () => {
    const vitest = ["vitest", "list", "--filesOnly", "--json", "--configLoader", "runner"];
    const { stdout } = spawnSync("npx", ["--no-install", ...vitest], { cwd: ROOT, encoding: "utf8" });
    const listed: { file: string }[] = JSON.parse(stdout);
    expect(testFiles(ROOT, "vitest")).toEqual(listed.map(({ file }) => relative(ROOT, file)).sort());
  });

  it("fails when one of Python's is not among those of the played AWS", () => {
    const elsewhere = testFiles(ROOT, "pytest").filter((file) => !/^rehearsal\/aws\/tests\/[^/]+$/.test(file));
    expect(elsewhere).toEqual([]);
  });
});
