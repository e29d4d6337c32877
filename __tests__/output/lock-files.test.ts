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
});
