import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(__dirname, "..");
const PACKAGE = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("package.json", () => {
  it("has exact versions, and ranges for peers alone", () => {
    const versions = Object.values({ ...PACKAGE.dependencies, ...PACKAGE.devDependencies });
    expect(versions.filter((version) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
    expect(PACKAGE.private).toBeUndefined();
  });

  it("has cdktf and constructs as peers, so that a program and the package share one copy of each", () => {
    expect(Object.keys(PACKAGE.peerDependencies)).toEqual(["cdktf", "constructs"]);
    for (const peer of Object.keys(PACKAGE.peerDependencies)) {
      expect(PACKAGE.dependencies).not.toHaveProperty(peer);
      expect(PACKAGE.devDependencies).toHaveProperty(peer);
    }
  });

  it("brings what the sources import, and nothing else", () => {
    const imported = filesBelow("src").flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/(?:from|import\(|require\() ?"([^.$"][^"]*)"/g)].map(([, name = ""]) =>
        name
          .split("/")
          .slice(0, name.startsWith("@") ? 2 : 1)
          .join("/"),
      ),
    );
    const packages = [...new Set(imported)].filter(
      (name) => !name.startsWith("node:") && !builtinModules.includes(name),
    );
    expect(packages.toSorted()).toEqual(
      [...Object.keys(PACKAGE.dependencies), ...Object.keys(PACKAGE.peerDependencies)].toSorted(),
    );
  });
});

describe("workflows", () => {
  it("pin each action to a commit, and say which version that is", () => {
    const files = [".github/workflows", "templates/project/.github/workflows"].flatMap(filesBelow);
    const uses = files.flatMap((file) => readFileSync(file, "utf8").match(/uses: .*$/gm) ?? []);
    expect(uses.length).toBeGreaterThan(5);
    expect(uses.filter((line) => !/^uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });
});
