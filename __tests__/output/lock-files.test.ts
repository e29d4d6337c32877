import { afterEach, describe, expect, it } from "vitest";
import { clusterYaml, Project } from "../../testing/project";

const projects: Project[] = [];

afterEach(() => {
  for (const made of projects.splice(0)) made.remove();
});

describe("lock files", () => {
  const KEPT = "locks/a/.terraform.lock.hcl";
  const PLACED = "cdktf.out/stacks/a/.terraform.lock.hcl";

  it("defaults: what Terraform has written stays", () => {
    const one = new Project({ "clusters/a.yaml": clusterYaml("a"), [PLACED]: "Terraform's" });
    projects.push(one);
    expect(one.synthesize().exitCode).toBe(0);
    expect(one.files()[PLACED]).toBe("Terraform's");
  });

  it("come from the folder of cdktf.json, over what Terraform has written, and only to their stack", () => {
    const one = new Project({ "clusters/a.yaml": clusterYaml("a"), [KEPT]: "kept", [PLACED]: "Terraform's" });
    projects.push(one);
    one.synthesize();
    const files = one.files();
    expect(files).toMatchObject({ [KEPT]: "kept", [PLACED]: "kept" });
    expect(Object.keys(files).filter((path) => path.endsWith(".terraform.lock.hcl"))).toEqual([PLACED, KEPT]);
    expect(Object.keys(files).filter((path) => path.startsWith("cdktf.out/locks"))).toEqual([]);
  });

  it("are told of when they are of other versions, or lack a provider", () => {
    const one = new Project({ "clusters/a.yaml": clusterYaml("a") });
    projects.push(one);
    const warned = () =>
      one
        .synthesize()
        .stdout.split("\n")
        .filter((line) => line.includes("lock.hcl"));
    expect(warned()).toEqual([]);
    const { required_providers: asked } = JSON.parse(one.files()["cdktf.out/stacks/a/cdk.tf.json"] ?? "").terraform;
    const lock = (aws: string, time: string) =>
      [
        `provider "registry.terraform.io/hashicorp/aws" {\n  version     = "${aws}"\n  constraints = "${aws}"\n}\n`,
        `provider "registry.opentofu.org/hashicorp/time" {\n  version = "${time}"\n}\n`,
      ].join("\n");
    one.write({ [KEPT]: lock(asked.aws.version, asked.time.version) });
    expect(warned()).toEqual([]);
    one.write({ [KEPT]: lock("5.0.0", asked.time.version) });
    expect(warned()).toEqual([
      `warning: ${KEPT} is out of date (hashicorp/aws ${asked.aws.version} is asked for, and 5.0.0 is locked); run npx eks-addons lock, and commit what it writes`,
    ]);
    one.write({ [KEPT]: "" });
    expect(warned()).toEqual([
      expect.stringContaining(`hashicorp/time ${asked.time.version} is asked for, and none is locked)`),
    ]);
  });
});
