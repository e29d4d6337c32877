import { chmodSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runCommand } from "../../testing/command";
import { Project } from "../../testing/project";
import { itUnless } from "../../testing/skip";
import { findTerraform, initialize } from "../../testing/terraform";
import { whyNot } from "../../testing/terraform-checks";
import { chooseProvider, cliConfig, findProviders, mirrorFolders } from "../../testing/terraform-providers";

const projects: Project[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const made of projects.splice(0)) made.remove();
});

const stack = (providers: object) => JSON.stringify({ terraform: { backend: {}, required_providers: providers } });
const AWS = { aws: { source: "aws", version: "6.25.0" } };
const TIME = { time: { source: "hashicorp/time", version: "0.13.1" } };

/** A project with two stacks of the same providers and one of others, and a Terraform that notes what it was asked. */
function project(): Project {
  const made = new Project({
    "cdktf.out/stacks/a/cdk.tf.json": stack(AWS),
    "cdktf.out/stacks/a/.terraform.lock.hcl": "of before",
    "cdktf.out/stacks/b/cdk.tf.json": stack(AWS),
    "cdktf.out/stacks/c/cdk.tf.json": stack({ ...AWS, ...TIME }),
    terraform: '#!/bin/sh\ncd "${1#-chdir=}" && shift && { echo "$@"; cat *.json; } > .terraform.lock.hcl\n',
  });
  projects.push(made);
  chmodSync(join(made.folder, "terraform"), 0o755);
  vi.stubEnv("TERRAFORM_BINARY_NAME", join(made.folder, "terraform"));
  return made;
}

const lockOf = (one: Project, name: string) => one.files()[`locks/${name}/.terraform.lock.hcl`];

describe("eks-addons lock", () => {
  it("defaults: locks the providers of every stack for three platforms, and tells the stack at once", async () => {
    const one = project();
    const { exitCode, stdout } = await runCommand(one.folder, "lock");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")).toHaveLength(3);
    const flags = "providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64\n";
    expect(lockOf(one, "a")).toBe(`${flags}${JSON.stringify({ terraform: { required_providers: AWS } })}`);
    expect(lockOf(one, "b")).toBe(lockOf(one, "a"));
    expect(lockOf(one, "c")).toBe(
      `${flags}${JSON.stringify({ terraform: { required_providers: { ...AWS, ...TIME } } })}`,
    );
    expect(one.files()["cdktf.out/stacks/a/.terraform.lock.hcl"]).toBe(lockOf(one, "a"));
  });

  it("takes stacks, platforms and mirrors", async () => {
    const one = project();
    await runCommand(one.folder, "lock", "b", "--platform", "linux_amd64, windows_amd64", "--fs-mirror", "/mirror");
    expect(lockOf(one, "b")).toContain("lock -platform=linux_amd64 -platform=windows_amd64 -fs-mirror=/mirror\n");
    expect(lockOf(one, "a")).toBeUndefined();
    await runCommand(one.folder, "lock", "b", "--fs-mirror", "providers");
    expect(lockOf(one, "b")).toContain(` -fs-mirror=${join(realpathSync(one.folder), "providers")}\n`);
    await runCommand(one.folder, "lock", "b", "--net-mirror", "https://mirror.example/");
    expect(lockOf(one, "b")).toContain(" -net-mirror=https://mirror.example/\n");
  });

  it("fails with 1 and writes nothing when Terraform fails, or isn't there", async () => {
    const one = project();
    one.write({ terraform: "#!/bin/sh\nexit 1\n" });
    expect((await runCommand(one.folder, "lock")).exitCode).toBe(1);
    vi.stubEnv("TERRAFORM_BINARY_NAME", join(one.folder, "none"));
    expect(await runCommand(one.folder, "lock")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(
        /^error: there is no .*none; install Terraform, or name its program in TERRAFORM_BINARY_NAME$/,
      ),
    });
    expect(lockOf(one, "a")).toBeUndefined();
  });

  it("fails with 2 when there are no stacks, or not the one that is named", async () => {
    const one = project();
    expect(await runCommand(one.folder, "lock", "d")).toMatchObject({
      exitCode: 2,
      stderr: "error: cdktf.out has no stack d; there are a, b, c",
    });
    expect(await runCommand(one.folder, "lock", "--output", "elsewhere")).toMatchObject({
      exitCode: 2,
      stderr: "error: elsewhere has no stacks; synthesize first",
    });
  });
});

describe("with real Terraform, a lock file", () => {
  const terraform = findTerraform();
  const at = join(__dirname, "../..");
  const provider =
    "reason" in terraform
      ? undefined
      : chooseProvider(
          findProviders(mirrorFolders(process.env, homedir(), at), terraform.platform),
          "hashicorp/time",
          "",
        );

  itUnless(
    whyNot(["time"]),
    "is written for a stack that was locked at another version, is taken by init, and holds it to the hash",
    async () => {
      if (!provider || "reason" in terraform) throw new Error("no provider");
      const file = "locks/a/.terraform.lock.hcl";
      const placed = "cdktf.out/stacks/a/.terraform.lock.hcl";
      const one = new Project({
        "cdktf.out/stacks/a/cdk.tf.json": JSON.stringify({
          terraform: { required_providers: { time: { source: "time", version: provider.version } } },
        }),
        [placed]: 'provider "registry.terraform.io/hashicorp/time" {\n  version = "0.1.0"\n}\n',
        "terraform.rc": cliConfig([provider]),
      });
      projects.push(one);
      const flags = ["--platform", terraform.platform, "--fs-mirror", provider.mirror];
      expect((await runCommand(one.folder, "lock", ...flags)).exitCode).toBe(0);
      const written = one.files()[file] ?? "";
      expect(written).toContain(`version     = "${provider.version}"`);
      expect(written).toMatch(/"h1:.{43}="/);

      const init = () => initialize(join(one.folder, "cdktf.out/stacks/a"), join(one.folder, "terraform.rc"));
      await init();
      // Terraform has linked the provider's folder here, so that not everything is a file.
      expect(readFileSync(join(one.folder, placed), "utf8")).toBe(written);
      one.write({ [placed]: written.replace(/"h1:.{4}/, '"h1:AAAA') });
      await expect(init()).rejects.toThrow("checksums");
    },
    60_000,
  );
});
