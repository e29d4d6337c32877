import fs, { existsSync, readdirSync, readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runCommand } from "../../testing/command";
import { Project } from "../../testing/project";

const projects: Project[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const made of projects.splice(0)) made.remove();
});

/** A folder, with `new` in it still to be made. */
function folder(files: Readonly<Record<string, string>> = {}): Project {
  const made = new Project(files);
  projects.push(made);
  vi.stubEnv("AWS_REGION", "");
  vi.stubEnv("AWS_DEFAULT_REGION", "");
  return made;
}

const REPOSITORY = join(__dirname, "../..");

describe("eks-addons init", () => {
  it("defaults: writes a project whose cluster passes", async () => {
    const one = folder();
    const { exitCode, stdout, stderr } = await runCommand(one.folder, "init", "new");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("sandbox in eu-central-1 (eu-central-1a, eu-central-1b, eu-central-1c)");
    expect(readFileSync(join(one.folder, "new/clusters/sandbox.yaml"), "utf8")).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/node_modules\/cdktf-eks-addons\/cluster\.schema\.json\n/,
    );
    expect(readdirSync(join(one.folder, "new")).toSorted()).toEqual([
      ".github",
      ".gitignore",
      "README.md",
      "cdktf.json",
      "clusters",
      "main.ts",
      "package.json",
      "tsconfig.json",
    ]);
    expect((await runCommand(join(one.folder, "new"), "check")).exitCode).toBe(0);
    const readme = readFileSync(join(one.folder, "new/README.md"), "utf8");
    expect(readme).toContain("npx cdktf deploy sandbox sandbox-addons");
    expect(readme).not.toMatch(/%\w+%/);
  });

  it("asks for exact versions, those that this package is tested with", async () => {
    const one = folder();
    await runCommand(one.folder, "init", "new");
    const own = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8"));
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(one.folder, "new/package.json"), "utf8"));
    expect(dependencies[own.name]).toBe(own.version);
    const tools = ["cdktf", "constructs", "tsx", "typescript", "cdktf-cli", "@types/node"];
    const versions = { ...dependencies, ...devDependencies };
    expect(versions).toEqual({
      [own.name]: own.version,
      ...Object.fromEntries(tools.map((tool) => [tool, own.devDependencies[tool]])),
    });
    expect(Object.values(versions)).toEqual(expect.arrayContaining([expect.stringMatching(/^\d+\.\d+\.\d+$/)]));
  });

  it("takes name, region, zones, state and package", async () => {
    const one = folder();
    const flags = ["--name", "demo", "--region", "us-west-2", "--zones", "us-west-2a,us-west-2d"];
    const state = ["--state", "s3://acme-state/teams/a/", "--state-region", "us-east-1"];
    const { exitCode } = await runCommand(one.folder, "init", "new", ...flags, ...state, "--package", "file:../x.tgz");
    expect(exitCode).toBe(0);
    const read = (file: string) => readFileSync(join(one.folder, "new", file), "utf8");
    expect(read("clusters/demo.yaml")).toContain(
      "\nname: demo\nregion: us-west-2\n\nnetwork:\n  availabilityZones: [us-west-2a, us-west-2d]\n",
    );
    expect(JSON.parse(read("cdktf.json")).context).toEqual({
      state: { backend: "s3", bucket: "acme-state", region: "us-east-1", prefix: "teams/a/" },
    });
    expect(JSON.parse(read("package.json")).dependencies["cdktf-eks-addons"]).toBe("file:../x.tgz");
  });

  it("quotes a name that YAML would take for a number", async () => {
    const one = folder();
    await runCommand(one.folder, "init", "new", "--name", "12");
    expect(readFileSync(join(one.folder, "new/clusters/12.yaml"), "utf8")).toContain('\nname: "12"\n');
    expect((await runCommand(join(one.folder, "new"), "check")).exitCode).toBe(0);
  });

  it("takes the region of the environment, and a folder with nothing but .git", async () => {
    const one = folder({ "new/.git/HEAD": "" });
    vi.stubEnv("AWS_REGION", "eu-west-1");
    const { exitCode, stdout } = await runCommand(join(one.folder, "new"), "init", "--state", "cloud://acme");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("sandbox in eu-west-1 (eu-west-1a, eu-west-1b, eu-west-1c)");
    expect(stdout).not.toContain("  cd ");
    expect(JSON.parse(readFileSync(join(one.folder, "new/cdktf.json"), "utf8")).context).toEqual({
      state: { backend: "cloud", organization: "acme" },
    });
  });

  it("says of a wrong region nothing about zones that nobody named", async () => {
    const { exitCode, stderr } = await runCommand(folder().folder, "init", "new", "--region", "EU-CENTRAL-1");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: --region: .*$/);
  });

  it.each(["$&", "$'", "a%name%b"])("takes the name of the folder as it is: %s", async (name) => {
    const one = folder();
    expect((await runCommand(one.folder, "init", name)).exitCode).toBe(0);
    expect(readFileSync(join(one.folder, name, "README.md"), "utf8").split("\n")[0]).toBe(`# ${name}`);
  });

  it("runs the actions of this repository's own workflow", () => {
    const actions = (file: string) => readFileSync(join(REPOSITORY, file), "utf8").match(/uses: .*$/gm) ?? [];
    const ours = actions(".github/workflows/ci.yml");
    const theirs = actions("templates/project/.github/workflows/ci.yml");
    expect(theirs.length).toBeGreaterThan(0);
    expect(ours).toEqual(expect.arrayContaining(theirs));
  });

  it("fails with 2 and writes nothing when the folder isn't empty", async () => {
    const one = folder({ "new/a": "" });
    const before = one.files();
    expect(await runCommand(one.folder, "init", "new")).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "error: new isn't empty (a); name a folder that is, or is still to be made",
    });
    expect((await runCommand(one.folder, "init", "new/a")).stderr).toBe("error: new/a is a file; name a folder");
    expect(one.files()).toEqual(before);
  });

  it.each([
    [["--name", "a_b"], "--name: "],
    [["--name", "../x"], "--name: "],
    [["--region", "eu-centrall-1"], "--region: "],
    [["--zones", "eu-west-1a,eu-west-1b"], "--zones: eu-west-1a isn't in region eu-central-1"],
    [["--region", "us-east-1"], "which zones of us-east-1 take a cluster differs from account to account"],
    [["--state", "s4://x"], "--state: got s4://x; local, s3://<bucket>/<prefix>/ or cloud://<organization> is needed"],
    [["--state", "s3://B"], "--state: "],
    [["--state", "cloud://"], "--state: "],
    [["--state", "s3://acme-state", "--state-region", "x"], "--state-region: "],
    [
      ["--state-region", "eu-west-1"],
      "--state-region: it is the region of a bucket, and --state is local; leave it out",
    ],
    [["--package", " "], "--package: got nothing"],
    [["--nmae", "x"], "unknown option '--nmae'"],
  ])("fails with 2 and writes nothing when given %j", async (flags, message) => {
    const one = folder();
    const { exitCode, stdout, stderr } = await runCommand(one.folder, "init", "new", ...flags);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(`error: ${message}`);
    expect(existsSync(join(one.folder, "new"))).toBe(false);
  });

  it("takes back what was written when the rest can't be", async () => {
    const one = folder({ "new/.git/HEAD": "" });
    const before = one.files();
    const rename = fs.renameSync;
    const spy = vi.spyOn(fs, "renameSync").mockImplementation((from, to) => {
      if (basename(String(to)) === "main.ts") throw Object.assign(new Error("no space"), { syscall: "rename" });
      rename(from, to);
    });
    syncBuiltinESMExports();
    try {
      expect(await runCommand(join(one.folder, "new"), "init")).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: "error: no space",
      });
    } finally {
      spy.mockRestore();
      syncBuiltinESMExports();
    }
    expect(one.files()).toEqual(before);
  });
});
