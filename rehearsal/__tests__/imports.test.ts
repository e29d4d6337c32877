import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "../..");

/** What a file of the project imports, in the order in which it stands there. */
interface Imports {
  readonly file: string;
  /** Paths from the root, of the project's own modules. */
  readonly own: readonly string[];
  /** Names of packages. */
  readonly packages: readonly string[];
}

function importsIn(folder: string): Imports[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.split("/").includes("node_modules"))
    .map((name) => {
      const file = `${folder}/${name}`;
      const text = readFileSync(join(ROOT, file), "utf8");
      const named = [...text.matchAll(/^(?:import|export|\})(?:[^"\n]* from)? "([^"]+)";$/gm)].map(
        ([, from = ""]) => from,
      );
      const own = named.filter((one) => one.startsWith("."));
      const packages = named.filter((one) => !one.startsWith(".") && !one.startsWith("node:")).map(packageOf);
      return { file, own: own.map((one) => join(file, "..", one)), packages };
    });
}

function packageOf(specifier: string): string {
  const [first = "", second = ""] = specifier.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

function listed(folder: string): string[] {
  const manifest: Record<string, Record<string, string>> = JSON.parse(
    readFileSync(join(ROOT, folder, "package.json"), "utf8"),
  );
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
}

describe("what the rehearsal takes from the product's sources", () => {
  // Tests may look at anything.
  const files = importsIn("rehearsal").filter(({ file }) => !file.startsWith("rehearsal/__tests__/"));

  it("is found", () => {
    expect(files.flatMap(({ own }) => own)).toContain("src/addons/cluster-file");
  });

  it("goes through two files, which alone know where it lies", () => {
    const others = files.filter(({ file, own }) => !file.endsWith("/product.ts") && own.some(isOfProduct));
    expect(others.map(({ file }) => file)).toEqual([]);
  });
});

describe("the product", () => {
  it("knows nothing of the rehearsal, nor of what tests share", () => {
    const reaching = importsIn("src").filter(({ own }) => own.some((one) => /^(rehearsal|testing)\//.test(one)));
    expect(reaching.map(({ file }) => file)).toEqual([]);
  });

  it("needs no package that only the rehearsal and tests do", () => {
    const theirs = [...listed("rehearsal"), ...listed("testing")];
    expect(theirs).toContain("@cloud-copilot/iam-simulate");
    expect(listed(".").filter((name) => theirs.includes(name))).toEqual([]);
  });
});

describe.each(["rehearsal", "testing"])("%s", (folder) => {
  it("imports what its own package.json lists, or the project's", () => {
    const known = [...listed("."), ...listed(folder), ...builtinModules];
    const missing = importsIn(folder).flatMap(({ packages }) => packages.filter((name) => !known.includes(name)));
    expect([...new Set(missing)]).toEqual([]);
  });

  it("lists nothing that it doesn't import", () => {
    const used = new Set(importsIn(folder).flatMap(({ packages }) => packages));
    expect(listed(folder).filter((name) => !used.has(name))).toEqual([]);
  });
});

function isOfProduct(path: string): boolean {
  return path === "src" || path.startsWith("src/");
}
