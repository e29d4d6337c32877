import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { runCommand } from "../../testing/command";
import { clusterYaml, Project } from "../../testing/project";

const projects: Project[] = [];

afterEach(() => {
  for (const made of projects.splice(0)) made.remove();
});

function project(files: Readonly<Record<string, string>>, context = {}): Project {
  const made = new Project(files, context);
  projects.push(made);
  return made;
}

const QUIET = `controlPlane:\n  endpoint: { publicCidrs: [203.0.113.0/24] }\nkarpenter: { nodeClasses: [{ name: default, amiAlias: al2023@v20260101 }] }\n`;
const GOOD = (name: string) => clusterYaml(name, QUIET);

describe("eks-addons check", () => {
  it("defaults: checks clusters/, prints one line for each finding and a count, and writes nothing", async () => {
    const one = project({ "clusters/a.yaml": GOOD("a"), "clusters/b.yaml": clusterYaml("b") });
    const before = one.files();
    const { exitCode, stdout, stderr } = await runCommand(one.folder, "check");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.split("\n")).toEqual([
      expect.stringMatching(/^clusters\/b\.yaml {2}controlPlane\.endpoint\.publicCidrs {2}warning: /),
      expect.stringMatching(/^clusters\/b\.yaml {2}karpenter\.nodeClasses\[0\]\.amiAlias {2}warning: /),
      "2 cluster files, 0 errors, 2 warnings",
    ]);
    expect(one.files()).toEqual(before);
  });

  it("holds a file against the others of its folder, and keeps what concerns those to itself", async () => {
    const one = project({ "clusters/a.yaml": GOOD("same"), "clusters/b.yaml": `${GOOD("same")}foo: 1\n` });
    const { exitCode, stdout } = await runCommand(one.folder, "check", "clusters/a.yaml");
    expect(exitCode).toBe(1);
    expect(stdout.split("\n")).toEqual([
      'clusters/a.yaml:1:7  name  the cluster is named same, its file a.yaml; name the file same.yaml, or the cluster "a"',
      'clusters/a.yaml:1:7  name  another cluster is named "same"; give each a name of its own',
      "1 cluster file, 2 errors, 0 warnings",
    ]);
  });

  it("checks folders apart: their clusters don't meet", async () => {
    const one = project({ "blue/a.yaml": GOOD("a"), "green/a.yaml": GOOD("a") });
    expect(await runCommand(one.folder, "check", "blue", "./green/a.yaml")).toMatchObject({
      exitCode: 0,
      stdout: "2 cluster files, 0 errors, 0 warnings",
    });
  });

  it("checks a folder once, however it is named", async () => {
    const one = project({ "clusters/a.yaml": GOOD("a") });
    const names = ["clusters", "clusters/", "./clusters", "clusters/a.yaml", join(one.folder, "clusters")];
    expect((await runCommand(one.folder, "check", ...names)).stdout).toBe("1 cluster file, 0 errors, 0 warnings");
  });

  it("has a name for the folder that it runs in", async () => {
    const { findings } = JSON.parse((await runCommand(project({}).folder, "check", "--json", ".")).stdout);
    expect(findings).toEqual([expect.objectContaining({ file: ".", line: 1, column: 1 })]);
  });

  it("goes by the settings of the project", async () => {
    const yaml = GOOD("a").replace("karpenter: { ", "karpenter: { nodePools: [{ name: default }], ");
    const one = project({ "clusters/a.yaml": yaml });
    const { stdout } = await runCommand(one.folder, "check");
    expect(stdout).toBe("1 cluster file, 0 errors, 0 warnings");
    const other = project({ "clusters/a.yaml": yaml }, { clusterAuthentication: "token" });
    expect((await runCommand(other.folder, "check")).stdout).toContain("karpenter.nodePools[0].terminationGracePeriod");
  });

  it("gives findings as JSON, each with file, line and column", async () => {
    const one = project({
      "clusters/a.yaml": clusterYaml("a", "kubernetesVersoin: x\n"),
      "clusters/b.yaml": "a: [\n",
      "clusters/c.json": "{}",
    });
    one.write({ "cdktf.json": '{\n  "context": { "state": { "backend": "s4" } } }\n' });
    const { exitCode, stdout } = await runCommand(one.folder, "check", "--json");
    expect(exitCode).toBe(1);
    const { files, unchecked, findings } = JSON.parse(stdout);
    expect(unchecked).toBe(0);
    expect(files).toEqual(["clusters/a.yaml", "clusters/b.yaml", "clusters/c.json"]);
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          severity: "error",
          file: "cdktf.json",
          line: 2,
          column: 38,
          path: "context.state.backend",
        }),
        {
          severity: "error",
          file: "clusters/a.yaml",
          line: 5,
          column: 1,
          path: "kubernetesVersoin",
          message: "unknown key; did you mean kubernetesVersion?",
        },
        expect.objectContaining({ severity: "warning", file: "clusters/a.yaml", line: 1, column: 1 }),
        expect.objectContaining({ severity: "error", file: "clusters/b.yaml", line: 2, column: 1, path: "" }),
        expect.objectContaining({ severity: "warning", file: "clusters/c.json", line: 1, column: 1 }),
      ]),
    );
    expect(findings.every(({ line, column }: { line: number; column: number }) => line >= 1 && column >= 1)).toBe(true);
  });

  it("fails when there is no folder of clusters, or no cdktf.json, as synthesis does", async () => {
    const one = project({ "other/a.yaml": GOOD("a") });
    expect(await runCommand(one.folder, "check")).toMatchObject({
      exitCode: 1,
      stdout:
        "clusters  there is no such folder; make it and add a cluster file, such as sandbox.yaml\n0 cluster files, 1 error, 0 warnings",
    });
    expect(await runCommand(`${one.folder}/other`, "check", ".")).toMatchObject({
      exitCode: 1,
      stdout:
        "cdktf.json  there is no such file; run this from the folder of the project\n1 cluster file, 1 error, 0 warnings",
    });
  });

  it("says how many files it left out after a thousand errors, and fails", async () => {
    const mistakes = Array.from({ length: 1000 }, (_, key) => `key${key}: 1\n`).join("");
    const broken = Array.from({ length: 9 }, (_, index) => [
      `clusters/a${index}.yaml`,
      clusterYaml(`a${index}`, mistakes),
    ]);
    const one = project({ ...Object.fromEntries(broken), "clusters/z.yaml": GOOD("z") });
    const { exitCode, stdout } = await runCommand(one.folder, "check");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/, \d files not checked$/);
    expect((await runCommand(one.folder, "check", "clusters/z.yaml")).exitCode).toBe(1);
  });

  it("fails with 2 when a path is no cluster file", async () => {
    const one = project({ "clusters/a.yaml": GOOD("a"), "clusters/notes.txt": "" });
    for (const path of ["clusters/none.yaml", "clusters/notes.txt"]) {
      expect(await runCommand(one.folder, "check", path)).toEqual({
        exitCode: 2,
        stdout: "",
        stderr: `error: ${path} is no cluster file; name one that ends with .yaml, or a folder`,
      });
    }
  });
});
