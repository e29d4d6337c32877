import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hermetic, placeState } from "../../testing/terraform";
import type { StackJson } from "../../testing/terraform-prepare";
import { plausibleFacts, stateFile } from "../../testing/terraform-state";

const reading = (path: string): StackJson => ({
  data: { terraform_remote_state: { cluster: { backend: "local", config: { path } } } },
  terraform: { required_providers: {} },
});

describe("placeState", () => {
  const root = mkdtempSync(join(tmpdir(), "state-"));
  const folder = join(root, "cdktf.out/stacks/sandbox-addons");
  afterAll(() => rmSync(root, { recursive: true }));

  it("writes to where the stack reads", () => {
    placeState(reading("../../../terraform.sandbox.tfstate"), folder, root, "{}");
    expect(readFileSync(join(root, "terraform.sandbox.tfstate"), "utf8")).toBe("{}");
  });

  it("fails when another state is there", () => {
    placeState(reading("../../../terraform.other.tfstate"), folder, root, "{}");
    placeState(reading("../../../terraform.other.tfstate"), folder, root, "{}");
    expect(() => placeState(reading("../../../terraform.other.tfstate"), folder, root, "[]")).toThrow("other content");
  });

  it("fails when that is outside of the check's own folder", () => {
    expect(() => placeState(reading("../../../../elsewhere.tfstate"), folder, root, "{}")).toThrow("outside");
    expect(existsSync(join(root, "../elsewhere.tfstate"))).toBe(false);
  });
});

describe("stateFile", () => {
  it("holds each fact under its Terraform name, with its type", () => {
    const state = JSON.parse(stateFile(plausibleFacts("sandbox", "eu-central-1", 2), "1.11.4"));
    expect(state.version).toBe(4);
    expect(state.outputs.cluster_arn).toEqual({
      value: "arn:aws:eks:eu-central-1:111122223333:cluster/sandbox",
      type: "string",
    });
    expect(state.outputs.private_subnet_ids.type).toEqual(["tuple", ["string", "string"]]);
  });
});

describe("hermetic", () => {
  it("keeps the machine's settings, and drops those that lead to an account or a network", () => {
    const env = hermetic({ PATH: "/bin", AWS_PROFILE: "prod", TF_VAR_x: "1", TF_CLI_ARGS: "-x", no_proxy: "*" }, "rc");
    expect(env).toMatchObject({ PATH: "/bin", TF_CLI_CONFIG_FILE: "rc", CHECKPOINT_DISABLE: "1" });
    expect(Object.keys(env).filter((name) => /PROFILE|TF_VAR|CLI_ARGS|no_proxy/.test(name))).toEqual([]);
  });
});
