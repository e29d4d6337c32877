import { afterEach, describe, expect, it } from "vitest";
import { addCluster } from "../../src";
import { SMALLEST, synthesizeCluster, withApp } from "../../testing/stacks";
import type { StackJson } from "../../testing/terraform-prepare";

/** Where a stack keeps its state, and where it reads that of the cluster stack. */
function state({ terraform, data }: StackJson) {
  const { backend, ...rest } = terraform;
  const reader = data?.terraform_remote_state?.cluster;
  return { backend, ...("cloud" in rest && { cloud: rest.cloud }), ...(reader && { reader }) };
}

const CLOUD = { backend: "cloud", organization: "acme", project: "eks", hostname: "tfe.example.com" };
const S3 = { backend: "s3", bucket: "acme-state", region: "eu-west-1", kmsKeyId: "alias/state" };

const { PATH } = process.env;
afterEach(() => {
  process.env.PATH = PATH;
});

describe("state", () => {
  it("defaults to files beside cdktf.json, by relative paths", () => {
    const { cluster, addons } = synthesizeCluster();
    expect(state(cluster)).toEqual({ backend: { local: { path: "../../../terraform.sandbox.tfstate" } } });
    expect(state(addons)).toEqual({
      backend: { local: { path: "../../../terraform.sandbox-addons.tfstate" } },
      reader: { backend: "local", config: { path: "../../../terraform.sandbox.tfstate" } },
    });
  });

  it("is kept in HCP Terraform, a workspace for each stack", () => {
    const { cluster, addons } = synthesizeCluster({}, { state: CLOUD });
    const { organization, project, hostname } = CLOUD;
    expect(state(cluster)).toEqual({ cloud: { organization, hostname, workspaces: { name: "sandbox", project } } });
    expect(state(addons)).toEqual({
      cloud: { organization, hostname, workspaces: { name: "sandbox-addons", project } },
      reader: { backend: "remote", config: { organization, hostname, workspaces: { name: "sandbox" } } },
    });
    const { project: _, hostname: __, ...least } = CLOUD;
    expect(state(synthesizeCluster({}, { state: least }).cluster)).toEqual({
      cloud: { organization, hostname: "app.terraform.io", workspaces: { name: "sandbox" } },
    });
  });

  it("is kept in S3, an object for each stack, with S3's own locking", () => {
    const { cluster, addons } = synthesizeCluster({}, { state: S3 });
    const at = (name: string) => ({
      bucket: "acme-state",
      region: "eu-west-1",
      key: `eks/${name}.tfstate`,
      encrypt: true,
      kms_key_id: "alias/state",
    });
    expect(state(cluster)).toEqual({ backend: { s3: { ...at("sandbox"), use_lockfile: true } } });
    expect(state(addons)).toEqual({
      backend: { s3: { ...at("sandbox-addons"), use_lockfile: true } },
      reader: { backend: "s3", config: at("sandbox") },
    });
  });

  it.each([{ backend: "local" }, CLOUD, S3])(
    "in $backend is the same for both stacks, and runs no program",
    (settings) => {
      process.env.PATH = "/nowhere";
      const complaints = withApp({ state: settings }, (app) => {
        const { clusterStack, addonsStack } = addCluster(app, SMALLEST);
        return [clusterStack, addonsStack].flatMap((stack) => stack.node.validate());
      });
      expect(complaints).toEqual([]);
    },
  );

  it.each([{ backend: "local" }, CLOUD, S3])(
    "in $backend wants a Terraform that knows all that is used",
    (settings) => {
      const { cluster, addons } = synthesizeCluster({}, { state: settings });
      expect([cluster, addons].map(({ terraform }) => terraform.required_version)).toEqual([">= 1.11", ">= 1.11"]);
    },
  );
});
