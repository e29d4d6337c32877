import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const SRC = join(__dirname, "../src");

/**
 * Who may import from whom: each line from the lines above it, and nothing from those in its own line or below. What
 * isn't listed belongs to the folder around it.
 */
const LAYERS: readonly (readonly string[])[] = [
  ["knowledge", "terraform"],
  ["description", "iam", "output"],
  ["settings", "network", "cluster", "capacity"],
  ["addons"],
  ["addons/karpenter/schema", "addons/karpenter/names.ts"],
  ["addons/karpenter/description"],
  ["addons/karpenter/rules"],
  ["addons/karpenter"],
  ["addons/list.ts"],
  ["addons/cluster-file.ts"],
  ["addons/make.ts"],
  ["stacks"],
  ["app"],
  ["index.ts", "cli"],
];

/** Paths of all files below `src`, and of what each imports from there. */
const IMPORTS: ReadonlyMap<string, readonly string[]> = new Map(
  readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file, importsOf(file)]),
);

/** Type imports too: who only names a type of another folder still can't be understood without it. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(SRC, file), "utf8"));
  return importedFiles.filter(({ fileName }) => fileName.startsWith(".")).map(({ fileName }) => pathOf(file, fileName));
}

/** What a file has loaded with it: its imports, less those of types. */
function loadedBy(file: string): string[] {
  const { statements } = ts.createSourceFile(file, readFileSync(join(SRC, file), "utf8"), ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const { importClause: clause, moduleSpecifier } = statement;
    const named = clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [];
    const isOfTypes = clause?.isTypeOnly || (named.length > 0 && named.every(({ isTypeOnly }) => isTypeOnly));
    return isOfTypes ? [] : [moduleSpecifier.text];
  });
}

/** The file, below `src`, that another one imports by this name. */
function pathOf(file: string, name: string): string {
  // What is imported when it is needed has the ending that Node wants.
  const path = join(SRC, dirname(file), name.replace(/\.js$/, ""));
  return relative(SRC, existsSync(`${path}.ts`) ? `${path}.ts` : join(path, "index.ts"));
}

function unitOf(file: string): string {
  const around = LAYERS.flat().filter((unit) => file === unit || file.startsWith(`${unit}/`));
  return around.toSorted((one, other) => other.length - one.length)[0] ?? file;
}

function layerOf(unit: string): number {
  return LAYERS.findIndex((layer) => layer.includes(unit));
}

/** A way from a file back to itself, if there is one. */
function circleFrom(start: string): string[] | undefined {
  const seen = new Set<string>();
  const open = (IMPORTS.get(start) ?? []).map((file) => [start, file]);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const last = path.at(-1) ?? "";
    if (last === start) return path;
    if (seen.has(last)) continue;
    seen.add(last);
    for (const file of IMPORTS.get(last) ?? []) open.push([...path, file]);
  }
  return undefined;
}

describe("src", () => {
  it("defaults: every file is in a layer, and every layer has one", () => {
    const units = [...IMPORTS.keys()].map(unitOf);
    expect(units.filter((unit) => layerOf(unit) < 0)).toEqual([]);
    expect(LAYERS.flat().filter((unit) => !units.includes(unit))).toEqual([]);
    expect([...IMPORTS.values()].flat().filter((file) => !IMPORTS.has(file))).toEqual([]);
  });

  it("fails when a file imports from its own line of the table, or from below", () => {
    const wrong = [...IMPORTS].flatMap(([file, imports]) =>
      imports
        .filter((other) => unitOf(other) !== unitOf(file) && layerOf(unitOf(other)) >= layerOf(unitOf(file)))
        .map((other) => `${file} imports ${other}`),
    );
    expect(wrong).toEqual([]);
  });

  it("fails when files import each other in a circle", () => {
    const circles = [...IMPORTS.keys()].flatMap((file) => circleFrom(file)?.join(" → ") ?? []);
    expect(circles).toEqual([]);
  });

  it("fails when anything but the list of add-ons, and what makes them, names one of them", () => {
    const addonOf = (file: string) => /^addons\/[^/]+\//.exec(file)?.[0];
    const known = [...IMPORTS].filter(([file, imports]) =>
      imports.map(addonOf).some((addon) => addon !== undefined && addon !== addonOf(file)),
    );
    expect(known.map(([file]) => file).sort()).toEqual(["addons/list.ts", "addons/make.ts"]);
  });

  it("fails when who checks cluster files would load CDKTF", () => {
    const loaded = new Set<string>();
    const load = (file: string): string[] => {
      if (loaded.has(file)) return [];
      loaded.add(file);
      return loadedBy(file).flatMap((name) => (name.startsWith(".") ? load(pathOf(file, name)) : [`${file}: ${name}`]));
    };
    const packages = load("cli/check.ts");
    expect(loaded.size).toBeGreaterThan(50);
    expect(packages.filter((line) => /: (cdktf|constructs|@cdktf\/.*)$/.test(line))).toEqual([]);
  });
});
