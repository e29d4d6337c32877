import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { TerraformElement, TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { addCluster } from "../../src";
import { SMALLEST, withApp } from "../../testing/stacks";

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

  it("resolves references to another stack, also where no construct was added", () => {
    withApp({}, (app) => {
      const { clusterStack } = addCluster(app, SMALLEST);
      const mine = new TerraformStack(app, "mine");
      new AwsProvider(mine, "aws");
      const vpc = new Vpc(mine, "vpc", { cidrBlock: "10.9.0.0/16" });
      const own = clusterStack.node.findChild("partition");
      if (TerraformElement.isTerraformElement(own)) own.addOverride("mine", vpc.id);
      app.synth();
      const written = readFileSync(join(app.outdir, "stacks/sandbox/cdk.tf.json"), "utf8");
      expect(written).not.toContain("${aws_vpc.vpc.id}");
      expect(written).toContain(".outputs.cross-stack-output-aws_vpc");
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
