import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { addCluster, addClusterFiles } from "../../src";
import { chartVersion } from "../../src/addons/local-chart";
import { parseStacks, resources, SMALLEST, synthesizeCluster, withApp } from "../../testing/stacks";
import { readStack } from "../../testing/terraform";

const PROJECT = join(__dirname, "../..");
const CHARTS = join(PROJECT, "charts");
const GOLDEN = join(PROJECT, "__tests__/golden/charts.json");
const EXACT = /^\d+\.\d+\.\d+$/;

const HINT = `A chart that changes needs another version in its Chart.yaml, or no cluster that has it gets the change.
With the version raised: UPDATE_GOLDEN=1 npx vitest run __tests__/addons/local-chart.test.ts`;

type Golden = Readonly<Record<string, { readonly version: string; readonly content: string }>>;

/** Version and content of each local chart. */
function found(): Golden {
  return Object.fromEntries(
    readdirSync(CHARTS).map((name) => [name, { version: chartVersion(name), content: hash(join(CHARTS, name)) }]),
  );
}

/** Over the files' names and texts, without the version itself. */
function hash(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  const texts = files.map((name) => [name, readFileSync(join(folder, name), "utf8").replace(/^version: .*$/m, "")]);
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16);
}

/** Whether a chart has other content under a version that was there before. */
function changedInSilence(golden: Golden, now: Golden): string[] {
  return Object.entries(now).flatMap(([name, { version, content }]) => {
    const before = golden[name];
    return before?.version === version && before.content !== content ? [name] : [];
  });
}

describe("local charts", () => {
  it("have another version whenever their content changes", () => {
    const golden: Golden = JSON.parse(readFileSync(GOLDEN, "utf8"));
    const now = found();
    expect(changedInSilence(golden, now), HINT).toEqual([]);
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(GOLDEN, `${JSON.stringify(now, undefined, 2)}\n`);
    expect(now, HINT).toEqual(JSON.parse(readFileSync(GOLDEN, "utf8")));
  });

  it("fails when the content changes and the version stays", () => {
    const before = { a: { version: "1.0.0", content: "x" } };
    expect(changedInSilence(before, { a: { version: "1.0.0", content: "y" } })).toEqual(["a"]);
    expect(changedInSilence(before, { a: { version: "1.0.1", content: "y" } })).toEqual([]);
  });

  it("have exact versions", () => {
    expect(readdirSync(CHARTS).filter((name) => !EXACT.test(chartVersion(name)))).toEqual([]);
  });
});

describe("localChart", () => {
  /** Chart → its folder in the output. */
  function written(context: Record<string, unknown>): Record<string, string> {
    return withApp(context, (app) => {
      const stacks = ["one", "other"].map((name) => addCluster(app, { ...SMALLEST, name }).addonsStack.node.id);
      app.synth();
      const folders = stacks.flatMap((stack) => {
        const folder = join(app.outdir, "stacks", stack);
        const releases = Object.values(resources(readStack(folder), "helm_release"));
        return releases
          .filter(({ repository }) => repository === undefined)
          .map(({ chart }) => join(folder, `${chart}`));
      });
      const paths = [...new Set(folders)].map((folder) => [relative(app.outdir, folder), hash(folder)]);
      expect(readdirSync(app.outdir).sort()).toEqual(
        context.state ? ["manifest.json", "stacks"] : ["charts", "manifest.json", "stacks"],
      );
      return Object.fromEntries(paths);
    });
  }

  it("defaults: all stacks share a copy beside them, which has its version in its name", () => {
    const { "node-pools": golden } = found();
    const copies = written({});
    expect(copies[`charts/node-pools-${golden?.version}`]).toBe(golden?.content);
    expect(Object.keys(copies).filter((path) => !path.startsWith("charts/"))).toEqual([]);
  });

  it("gives each stack its own where HCP Terraform runs the plans, which gets the stack's folder alone", () => {
    const copies = written({ state: { backend: "cloud", organization: "acme" } });
    const paths = Object.keys(copies);
    for (const stack of ["one-addons", "other-addons"]) {
      const own = paths.filter((path) => path.startsWith(`stacks/${stack}/assets/`));
      expect(own.length).toBeGreaterThan(2);
      expect(own.map((path) => copies[path])).toContain(found()["node-pools"]?.content);
    }
    expect(paths.filter((path) => !/^stacks\/(one|other)-addons\/assets\//.test(path))).toEqual([]);
  });
});

describe("releases", () => {
  it("of every example have an exact version, that of Chart.yaml where the chart is local", () => {
    const all = withApp({}, (app) =>
      addClusterFiles(app, join(PROJECT, "examples/clusters")).flatMap((stacks) =>
        Object.values(resources(parseStacks(stacks).addons, "helm_release")),
      ),
    );
    expect(all.length).toBeGreaterThan(15);
    expect(all.filter(({ version }) => !EXACT.test(String(version)))).toEqual([]);
    const local = all.filter(({ repository }) => repository === undefined);
    expect(local.length).toBeGreaterThan(8);
    // The release has the name of its chart.
    expect(local.filter(({ name, version }) => version !== chartVersion(String(name)))).toEqual([]);
  });

  it("of a registry's chart have the version of the description", () => {
    const { addons } = synthesizeCluster({ karpenter: { version: "1.14.3" } });
    const versions = Object.values(resources(addons, "helm_release")).flatMap(({ repository, version }) =>
      repository === undefined ? [] : [version],
    );
    expect(versions).toEqual(["1.14.3", "1.14.3"]);
  });
});
