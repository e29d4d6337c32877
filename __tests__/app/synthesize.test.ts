import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { addCluster, addClusterFiles, DescriptionError, ProgramError, SettingsError, synthesize } from "../../src";
import { clusterYaml, Project } from "../../testing/project";
import { SMALLEST } from "../../testing/stacks";

const projects: Project[] = [];

/** Options for a run in a project's folder, which has no cluster unless some is added. */
function inProject(context: Record<string, unknown> = {}, files: Record<string, string> = {}) {
  const made = new Project(files, context);
  projects.push(made);
  return { outdir: join(made.folder, "out"), configFile: join(made.folder, "cdktf.json"), folder: made.folder };
}

afterEach(() => {
  for (const made of projects.splice(0)) made.remove();
  vi.restoreAllMocks();
});

describe("synthesize", () => {
  it("defaults: gives what it made, and neither prints nor ends the process", () => {
    const spies = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
    const before = process.exitCode;
    const options = inProject({}, { "clusters/.b.yaml": "", "clusters/a.yaml": clusterYaml("a") });
    const made = synthesize((app) => {
      addClusterFiles(app, join(options.folder, "clusters"));
      addCluster(app, SMALLEST);
    }, options);
    expect(made.folder).toBe(options.outdir);
    expect(made.clusters.map(({ cluster, clusterStack }) => [cluster.name, clusterStack.node.id])).toEqual([
      ["a", "a"],
      ["sandbox", "sandbox"],
    ]);
    expect(made.warnings).toEqual(
      expect.arrayContaining([
        expect.stringContaining("a hidden file isn't read"),
        expect.stringContaining('cluster "sandbox"  controlPlane.endpoint.publicCidrs  warning: '),
      ]),
    );
    expect(made.summary).toContain("npx cdktf deploy sandbox sandbox-addons");
    expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]);
    expect(process.exitCode).toBe(before);
  });

  it("gives the clusters that were written, when some were asked for", () => {
    const build: Parameters<typeof synthesize>[0] = (app) => {
      for (const name of ["a", "b"]) addCluster(app, { ...SMALLEST, name });
    };
    const { clusters, warnings } = synthesize(build, { ...inProject(), only: ["b"] });
    expect(clusters.map(({ cluster }) => cluster.name)).toEqual(["b"]);
    expect(warnings.filter((line) => line.startsWith('cluster "a"'))).toEqual([]);
  });

  it("fails with an error that tells what kind it is", () => {
    const wrong = { ...SMALLEST, network: { availabilityZones: [] } };
    expect(() => synthesize((app) => void addCluster(app, wrong), inProject())).toThrow(DescriptionError);
    expect(() => synthesize(() => {}, inProject())).toThrow(ProgramError);
    expect(() => synthesize((app) => void addCluster(app, SMALLEST), inProject({ state: { backend: "x" } }))).toThrow(
      SettingsError,
    );
  });
});
