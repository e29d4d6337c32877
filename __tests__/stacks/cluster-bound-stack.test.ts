import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { describe, expect, it } from "vitest";
import { addCluster } from "../../src";
import { SMALLEST, withApp } from "../support/stacks";

describe("ClusterBoundStack", () => {
  it("resolves references between the stacks that a user adds", () => {
    withApp({}, (app) => {
      const stacks = addCluster(app, SMALLEST);
      const vpc = new Vpc(stacks.clusterStack, "mine", { cidrBlock: "10.9.0.0/16" });
      new SsmParameter(stacks.addonsStack, "mine", { name: "vpc", type: "String", value: vpc.id });
      app.synth();
      const written = (stack: string) => readFileSync(join(app.outdir, "stacks", stack, "cdk.tf.json"), "utf8");
      expect(written("sandbox-addons").includes(".outputs.cross-stack-output-aws_vpc-mine-id")).toBe(true);
      expect(written("sandbox").includes('"cross-stack-output-aws_vpc-mine-id"')).toBe(true);
    });
  });

  it("fails when two constructs would have one address", () => {
    withApp({}, (app) => {
      const { clusterStack } = addCluster(app, SMALLEST);
      new Vpc(clusterStack, "network_vpc", { cidrBlock: "10.9.0.0/16" });
      expect(() => app.synth()).toThrow(/aws_vpc\.network_vpc; rename one/);
    });
  });
});
