import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { TerraformStack } from "cdktf";
import { afterEach, describe, expect, it, vi } from "vitest";
import { addCluster, addClusterFiles } from "../../src";
import { clusterYaml, Project } from "../../testing/project";
import { SMALLEST } from "../../testing/stacks";

// Several clusters are synthesized in a test, which takes its time on a machine that has other things to do.
vi.setConfig({ testTimeout: 60_000 });

const projects: Project[] = [];

function project(files: Record<string, string>, context?: Record<string, unknown>): Project {
  const made = new Project(files, context);
  projects.push(made);
  return made;
}

afterEach(() => {
  for (const made of projects.splice(0)) made.remove();
});

describe("main", () => {
  it("defaults: writes both stacks and the manifest, and says what to do next", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a") });
    const { exitCode, stdout, stderr } = one.synthesize();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("npx cdktf deploy a a-addons");
    const written = Object.keys(one.files("cdktf.out"));
    expect(written).toEqual(
      expect.arrayContaining([
        "cdktf.out/manifest.json",
        "cdktf.out/stacks/a/cdk.tf.json",
        "cdktf.out/stacks/a-addons/cdk.tf.json",
      ]),
    );
    expect(Object.keys(one.files()).filter((path) => !/^(cdktf\.(json|out)|clusters)/.test(path))).toEqual([]);
  });

  it("is deterministic: two runs, and two folders, give the same bytes", () => {
    const files = { "clusters/a.yaml": clusterYaml("a", "tags: { b: c }\n"), "clusters/b.yaml": clusterYaml("b") };
    const [one, other] = [project(files), project(files)];
    one.synthesize();
    const first = one.files("cdktf.out");
    expect(Object.keys(first).length).toBeGreaterThan(10);
    one.synthesize();
    expect(one.files("cdktf.out")).toEqual(first);
    other.synthesize();
    expect(other.files("cdktf.out")).toEqual(first);
    expect(JSON.stringify(first)).not.toContain(one.folder);
  });

  it("gives the same bytes in another environment, run as a program of its own", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a", "tags: { ä: z, z: ä, I: i }\n") });
    one.synthesize();
    const here = one.files("cdktf.out");
    const sources = join(__dirname, "../..");
    one.write({
      "main.ts": `import { addClusterFiles, main } from ${JSON.stringify(join(sources, "src"))};
main((app) => { addClusterFiles(app, "clusters"); }, { outdir: "elsewhere" });\n`,
    });
    symlinkSync(join(sources, "node_modules"), join(one.folder, "node_modules"));
    execFileSync(process.execPath, [join(sources, "scripts/run.mjs"), "main.ts"], {
      cwd: one.folder,
      env: { PATH: "/nowhere", HOME: "/nowhere", TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
    });
    const there = Object.entries(one.files("elsewhere")).map(([path, content]) => [
      path.replace("elsewhere", "cdktf.out"),
      content,
    ]);
    expect(Object.fromEntries(there)).toEqual(here);
  });

  it("keeps what Terraform has put into a stack's folder, and replaces its own files", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a") });
    one.synthesize();
    const first = one.files("cdktf.out");
    one.write({
      "cdktf.out/stacks/a/.terraform/lock": "kept",
      "cdktf.out/stacks/a/.terraform.lock.hcl": "kept",
      "cdktf.out/stacks/a/cdk.tf.json": "old",
    });
    one.synthesize();
    expect(one.files("cdktf.out")).toEqual({
      ...first,
      "cdktf.out/stacks/a/.terraform": "(folder)",
      "cdktf.out/stacks/a/.terraform/lock": "kept",
      "cdktf.out/stacks/a/.terraform.lock.hcl": "kept",
    });
  });

  it("fails when a description is wrong, and leaves the folder as it was", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a") });
    one.synthesize();
    one.write({ "clusters/b.yaml": clusterYaml("b", "foo: 1\n"), "cdktf.out/stacks/a/.terraform/lock": "kept" });
    const before = one.files();
    const { exitCode, stdout, errors } = one.synthesize();
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(errors.join()).toMatch(/^clusters\/b\.yaml:5:1 {2}foo {2}unknown key; /);
    expect(one.files()).toEqual(before);
  });

  it("fails without making a folder that wasn't there", () => {
    const one = project({ "clusters/a.yaml": "foo: 1\n" });
    const before = one.files();
    expect(one.synthesize().exitCode).toBe(1);
    expect(one.files()).toEqual(before);
  });

  it("fails with any other error as it came, and leaves the folder as it was", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a") });
    one.synthesize();
    const before = one.files();
    const bug = new Error("a bug");
    expect(() =>
      one.synthesize((app) => {
        addCluster(app, SMALLEST);
        throw bug;
      }),
    ).toThrow(bug);
    expect(one.files()).toEqual(before);
  });

  it("fails when the settings are wrong, and names the key", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a") }, { state: { backend: "cloud" } });
    const { exitCode, stderr } = one.synthesize();
    expect(exitCode).toBe(1);
    expect(stderr).toContain("state.organization");
    writeFileSync(join(one.folder, "cdktf.json"), "{");
    expect(one.synthesize()).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("cdktf.json:1:2  broken JSON: "),
    });
    expect(Object.keys(one.files())).not.toContain("cdktf.out");
  });
});

describe("synthesize, misused", () => {
  it("fails when the function is async, and leaves a good output alone", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a") });
    one.synthesize();
    const before = one.files();
    const { exitCode, stderr } = one.synthesize(async (app) => {
      await Promise.resolve();
      addClusterFiles(app, "nowhere");
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringMatching(/^the function .* is async, /) });
    expect(one.files()).toEqual(before);
  });

  it("fails when nothing is added", () => {
    const one = project({});
    const { exitCode, stderr } = one.synthesize(() => {});
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/^the program added no cluster; /),
    });
    expect(Object.keys(one.files())).toEqual(["cdktf.json"]);
  });

  it("fails when its arguments are no clusters", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a"), "clusters/b.yaml": clusterYaml("b") });
    const { exitCode, stderr } = one.synthesize(undefined, { only: ["a", "--dry-run"] });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr:
        "the program takes names of clusters to write, and there is none named --dry-run; name some of a, b, or none for all",
    });
  });

  it("goes by cdktf.json, whatever context the environment has", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a") });
    for (const context of ['{ "state": { "backend": "cloud", "organization": "acme" } }', "no JSON"]) {
      vi.stubEnv("CDKTF_CONTEXT_JSON", context);
      expect(one.synthesize()).toMatchObject({ exitCode: 0, stderr: "" });
      vi.unstubAllEnvs();
      expect(one.files("cdktf.out")["cdktf.out/stacks/a/cdk.tf.json"]).toContain(
        '"path": "../../../terraform.a.tfstate"',
      );
    }
  });

  it("takes an empty CDKTF_OUTDIR for none", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a") });
    vi.stubEnv("CDKTF_OUTDIR", "");
    one.synthesize();
    vi.unstubAllEnvs();
    expect(Object.keys(one.files("cdktf.out"))).toContain("cdktf.out/manifest.json");
    expect(Object.keys(one.files())).not.toContain("manifest.json");
  });
});

describe("keys that every object in JavaScript has", () => {
  it("defaults: are labels, tags and requirements as any other", () => {
    const one = project({
      "clusters/a.yaml": clusterYaml(
        "a",
        `tags: { constructor: a, toString: b }
fargate: { profiles: [{ name: jobs, selectors: [{ namespace: jobs, labels: { constructor: a } }] }] }
karpenter:
  nodePools:
    - name: default
      labels: { valueOf: a }
      template:
        metadata: { labels: { toString: a } }
        spec: { requirements: [{ key: constructor, operator: In, values: [a] }, { key: hasOwnProperty, operator: Exists }] }
`,
      ),
    });
    expect(one.synthesize()).toMatchObject({ exitCode: 0, stderr: "" });
    const written = one.files("cdktf.out/stacks");
    expect(written["cdktf.out/stacks/a/cdk.tf.json"]).toContain('"constructor": "a"');
    expect(written["cdktf.out/stacks/a-addons/cdk.tf.json"]).toContain('\\"key\\":\\"constructor\\"');
  });
});

describe("the project's own program", () => {
  it("is run without a wrapper, which would kill it before it has cleaned up after Ctrl-C", () => {
    const read = (file: string) => JSON.parse(readFileSync(join(__dirname, "../..", file), "utf8"));
    expect(read("cdktf.json").app).toBe("node scripts/run.mjs main.ts");
    expect(read("package.json").scripts.synth).toBe("node scripts/run.mjs main.ts");
  });
});

describe("local state", () => {
  const paths = (one: Project, folder: string) =>
    Object.entries(one.files(folder))
      .filter(([path]) => path.endsWith("cdk.tf.json"))
      .map(([path, content]) => {
        const state: string = JSON.parse(content).terraform.backend.local.path;
        return relative(realpathSync(one.folder), resolve(realpathSync(dirname(join(one.folder, path))), state));
      });

  it("defaults: stays beside cdktf.json, wherever the output goes", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a"), "deep/er/file": "" });
    mkdirSync(join(one.folder, "real/deep/out"), { recursive: true });
    symlinkSync("real/deep/out", join(one.folder, "link"));
    const usual = ["terraform.a.tfstate", "terraform.a-addons.tfstate"].sort();
    for (const outdir of ["cdktf.out", "deep/er/out", "link", join(one.folder, "absolute/out")]) {
      one.synthesize(undefined, { outdir });
      const folder = outdir.replace(`${one.folder}/`, "").replace("link", "real/deep/out");
      expect(paths(one, folder).sort()).toEqual(usual);
    }
  });

  it("is beside the configuration that was read", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a"), "project/cdktf.json": "{}" });
    one.synthesize(undefined, { configFile: "project/cdktf.json" });
    expect(paths(one, "cdktf.out").sort()).toEqual([
      "project/terraform.a-addons.tfstate",
      "project/terraform.a.tfstate",
    ]);
  });
});

describe("a cluster that is no longer described", () => {
  it("defaults: is named on each synthesis until it is taken out of the note, with what to do", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a"), "clusters/b.yaml": clusterYaml("b") });
    one.synthesize();
    rmSync(join(one.folder, "clusters/b.yaml"));
    for (let time = 0; time < 2; time++) {
      // CDKTF's CLI does so after each synthesis.
      for (const stack of ["b", "b-addons"]) {
        rmSync(join(one.folder, "cdktf.out/stacks", stack), { recursive: true, force: true });
      }
      const { exitCode, stdout } = one.synthesize();
      expect(exitCode).toBe(0);
      expect(stdout.match(/^warning: the stacks .*$/gm)).toEqual([
        'warning: the stacks b and b-addons are no longer made, and what they made is still there unless it was destroyed; bring the description of b back with "retired: true", deploy it and run npx cdktf destroy b b-addons, or, if all is gone, remove them from known-stacks.json in the output folder',
      ]);
    }
    const written = one.files("cdktf.out");
    expect(Object.keys(JSON.parse(written["cdktf.out/manifest.json"] ?? "").stacks)).toEqual(["a", "a-addons"]);
    one.write({ "cdktf.out/known-stacks.json": '{ "a": { "retired": false } }' });
    expect(one.synthesize().stdout).not.toContain("no longer made");
  });

  it("is named when it is a stack of the program's own, too", () => {
    const one = project({ "clusters/a.yaml": clusterYaml("a") });
    one.synthesize((app) => {
      addClusterFiles(app, "clusters");
      new TerraformStack(app, "mine");
    });
    expect(one.synthesize().stdout).toContain("warning: the stack mine is no longer made, ");
  });

  it("is forgotten when it was retired before", () => {
    const one = project({
      "clusters/a.yaml": clusterYaml("a"),
      "clusters/b.yaml": clusterYaml("b", "retired: true\n"),
    });
    const { stdout } = one.synthesize();
    expect(stdout).toContain("b (eu-central-1, Kubernetes 1.36, retired)");
    expect(stdout).toContain("npx cdktf destroy b b-addons");
    expect(stdout).not.toContain("npx cdktf diff b");
    rmSync(join(one.folder, "clusters/b.yaml"));
    expect(one.synthesize().stdout).not.toContain("no longer made");
    expect(one.files("cdktf.out")["cdktf.out/known-stacks.json"]).not.toContain('"b"');
  });
});

describe("the two front doors", () => {
  const yaml = `name: sandbox
region: eu-central-1
tags: { team: platform }
network:
  availabilityZones: [eu-central-1a, eu-central-1b, eu-central-1c]
karpenter:
  nodePools:
    - name: default
      capacityTypes: [on-demand]
      limits: { cpu: 100 }
      consolidation: { policy: WhenEmpty, after: 30s }
`;

  it("defaults: give the same stacks for the same description", () => {
    const one = project({ "clusters/sandbox.yaml": yaml });
    expect(one.synthesize().exitCode).toBe(0);
    const fromYaml = one.files("cdktf.out/stacks");
    const { exitCode } = one.synthesize(
      (app) =>
        void addCluster(app, {
          name: "sandbox",
          region: "eu-central-1",
          tags: { team: "platform" },
          network: { availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
          karpenter: {
            nodePools: [
              {
                name: "default",
                capacityTypes: ["on-demand"],
                limits: { cpu: 100 },
                consolidation: { policy: "WhenEmpty", after: "30s" },
              },
            ],
          },
        }),
    );
    expect(exitCode).toBe(0);
    expect(one.files("cdktf.out/stacks")).toEqual(fromYaml);
  });

  it("fails with key paths where there is no file to point at", () => {
    const one = project({});
    const { exitCode, errors } = one.synthesize(
      (app) => void addCluster(app, { ...SMALLEST, network: { availabilityZones: ["eu-central-1a"] } }),
    );
    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      'cluster "sandbox"  network.availabilityZones  got a list of 1; at least two availability zones are needed: EKS places its control plane in two or more',
    ]);
  });

  it("fails when the program has a stack of that name", () => {
    const one = project({ "clusters/sandbox.yaml": yaml });
    const { exitCode, errors } = one.synthesize((app) => {
      new TerraformStack(app, "sandbox-addons");
      addClusterFiles(app, "clusters");
    });
    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      'clusters/sandbox.yaml:1:7  name  the program has a stack of its own that is named "sandbox-addons"; rename it, or the cluster',
    ]);
  });

  it("fails when a cluster in a file and one in TypeScript have one name", () => {
    const one = project({ "clusters/sandbox.yaml": yaml });
    const { exitCode, errors } = one.synthesize((app) => {
      addClusterFiles(app, "clusters");
      addCluster(app, SMALLEST);
    });
    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      'cluster "sandbox"  name  another cluster is named "sandbox"; give each a name of its own',
    ]);
  });
});
