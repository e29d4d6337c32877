import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Release } from "@cdktf/provider-helm/lib/release";
import { TerraformHclModule, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { addCluster } from "../../src";
import { graphOf } from "../../testing/graph";
import { parseStacks, SMALLEST, withApp } from "../../testing/stacks";
import type { StackJson } from "../../testing/terraform-prepare";

const NODE_POOLS = "helm_release.karpenter_node-pools";
const ATTACHMENT = "aws_iam_role_policy_attachment.karpenter_controller-role_teardown-guard";

/** The add-ons stack of the smallest cluster with a program's own constructs in it, written by `write`. */
function withOwn<T>(write: (stacks: ReturnType<typeof addCluster>) => T): T {
  return withApp({}, (app) => {
    const stacks = addCluster(app, SMALLEST);
    const { addonsStack } = stacks;
    const name = new SsmParameter(addonsStack, "name", { name: "a", type: "String", value: "b" });
    new Release(addonsStack, "podinfo", { name: "podinfo", chart: "podinfo", dependsOn: [name] });
    new TerraformHclModule(addonsStack, "buckets", { source: "acme/buckets/aws" });
    new DataAwsCallerIdentity(addonsStack, "me");
    return write(stacks);
  });
}

const written = (stacks: ReturnType<typeof addCluster>) => parseStacks(stacks).addons;

describe("what a program adds to the add-ons stack", () => {
  it("defaults: is made after the node pools, beside what it depends on itself", () => {
    const { resource, module }: StackJson & { module?: Record<string, { depends_on?: string[] }> } = withOwn(written);
    expect(resource?.helm_release?.podinfo?.depends_on).toEqual(["aws_ssm_parameter.name", NODE_POOLS]);
    expect(resource?.aws_ssm_parameter?.name?.depends_on).toEqual([NODE_POOLS]);
    expect(module?.buckets?.depends_on).toEqual([NODE_POOLS]);
  });

  it("is removed before what keeps the cluster", () => {
    const graph = graphOf(withOwn(written));
    expect(graph.reaches("helm_release.podinfo", ATTACHMENT)).toBe(true);
    expect(graph.reaches("aws_ssm_parameter.name", ATTACHMENT)).toBe(true);
  });

  it("is read when it is planned, where it is a data source", () => {
    expect(withOwn(written).data?.aws_caller_identity?.me).not.toHaveProperty("depends_on");
  });

  it("has the same place in what the app writes, in HCL, and when a stack is written twice", () => {
    const twice = withOwn(({ addonsStack }) => [Testing.synth(addonsStack), Testing.synth(addonsStack)]);
    expect(twice[0]).toBe(twice[1]);
    const json = withOwn(({ addonsStack }) => {
      const app = addonsStack.node.root;
      if (!("synth" in app && typeof app.synth === "function" && "outdir" in app)) throw new Error("no app");
      app.synth();
      return JSON.parse(readFileSync(join(String(app.outdir), "stacks/sandbox-addons/cdk.tf.json"), "utf8"));
    });
    expect(json.resource.aws_ssm_parameter.name.depends_on).toEqual([NODE_POOLS]);
    const hcl = withOwn(({ addonsStack }) => Testing.synthHcl(addonsStack));
    const [, block] = /resource "aws_ssm_parameter" "name" \{([\s\S]*?)\n\}/.exec(hcl) ?? [];
    expect(block).toContain(NODE_POOLS);
  });

  it("leaves what is the stack's own as it is", () => {
    const plain = withApp({}, (app) => parseStacks(addCluster(app, SMALLEST)).addons);
    const { helm_release: own } = plain.resource ?? {};
    const { podinfo: _, ...others } = withOwn(written).resource?.helm_release ?? {};
    expect(others).toEqual(own);
  });
});
