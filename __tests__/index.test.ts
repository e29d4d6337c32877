import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { describe, expect, it } from "vitest";
import * as api from "../src";
import { parseStacks, SMALLEST, withApp } from "../testing/stacks";

describe("what a program imports", () => {
  it("defaults: these functions and errors, and no more", () => {
    expect(Object.keys(api).sort()).toEqual([
      "DescriptionError",
      "OutputError",
      "ProgramError",
      "SettingsError",
      "addCluster",
      "addClusterFiles",
      "main",
      "synthesize",
    ]);
  });

  it("has a page for everything, types too", () => {
    const [source, page] = ["src/index.ts", "docs/api.md"].map((file) =>
      readFileSync(join(__dirname, "..", file), "utf8"),
    );
    const names = [...(source ?? "").matchAll(/\{([^}]*)\}/g)].flatMap(([, list = ""]) =>
      list.split(",").map((name) => name.replace("type ", "").trim()),
    );
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !new RegExp(`^### ${name}(\\(\\))?$`, "m").test(page ?? ""))).toEqual([]);
  });

  it("hangs on to the network, the control plane and, in the add-ons stack, to what is known of the cluster", () => {
    const { cluster, addons } = withApp({}, (app) => {
      const stacks = api.addCluster(app, SMALLEST);
      const { network, controlPlane } = stacks.clusterStack;
      const value = [network.vpcId, ...network.privateSubnetIds, controlPlane.endpoint, controlPlane.oidcIssuer].join();
      new SsmParameter(stacks.clusterStack, "mine", { name: "a", type: "String", value });
      const { clusterArn, oidcProviderArn } = stacks.addonsStack.cluster;
      new SsmParameter(stacks.addonsStack, "mine", {
        name: "b",
        type: "String",
        value: `${clusterArn},${oidcProviderArn}`,
      });
      return parseStacks(stacks);
    });
    expect(cluster.resource?.aws_ssm_parameter?.mine?.value).toMatch(
      /^\$\{aws_vpc\.network_vpc\.id\},.*\$\{aws_eks_cluster\.cluster\.endpoint\},/,
    );
    expect(addons.resource?.aws_ssm_parameter?.mine?.value).toBe(
      "${data.terraform_remote_state.cluster.outputs.cluster_arn},${data.terraform_remote_state.cluster.outputs.oidc_provider_arn}",
    );
  });
});
