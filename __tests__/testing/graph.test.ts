import { describe, expect, it } from "vitest";
import { graphOf, withoutDependsOn } from "../../testing/graph";
import { reference } from "../../testing/synthesize";
import type { StackJson } from "../../testing/terraform-prepare";

const terraform = { required_providers: {} };

const stack: StackJson = {
  terraform,
  data: { aws_partition: { partition: {} }, kubernetes_namespace_v1: { guard: { depends_on: ["aws_iam_role.b-c"] } } },
  resource: {
    aws_iam_role: {
      a: { name: "a", tags: { of: `x-${reference("data.aws_partition.partition.partition")}` } },
      "b-c": { list: [{ deep: `{"key":"${reference('replace(aws_iam_role.a.arn, "aws_iam_role.trap", "}")')}"}` }] },
      trap: { name: "trap" },
    },
    helm_release: {
      chart: { depends_on: ["data.kubernetes_namespace_v1.guard"] },
      text: { values: ["aws_iam_role.a.arn", "$${aws_iam_role.a.arn}", `${reference("aws_iam_role.none.arn")}`] },
    },
  },
};

describe("graphOf", () => {
  const graph = graphOf(stack);

  it("defaults: resources and data sources, with what they refer to and depend on", () => {
    expect(graph.nodes).toEqual([
      "aws_iam_role.a",
      "aws_iam_role.b-c",
      "aws_iam_role.trap",
      "data.aws_partition.partition",
      "data.kubernetes_namespace_v1.guard",
      "helm_release.chart",
      "helm_release.text",
    ]);
    expect(graph.edges("aws_iam_role.a")).toEqual(["data.aws_partition.partition"]);
    expect(graph.edges("aws_iam_role.b-c")).toEqual(["aws_iam_role.a"]);
    expect(graph.edges("helm_release.chart")).toEqual(["data.kubernetes_namespace_v1.guard"]);
  });

  it("takes no text, escaped template or unknown name for a reference", () => {
    expect(graph.edges("helm_release.text")).toEqual([]);
  });

  it("reaches over several steps, in one direction", () => {
    expect(graph.reaches("helm_release.chart", "data.aws_partition.partition")).toBe(true);
    expect(graph.reaches("aws_iam_role.a", "helm_release.chart")).toBe(false);
    expect(graph.reaches("aws_iam_role.a", "aws_iam_role.a")).toBe(false);
    expect(graph.reaches("helm_release.chart", "aws_iam_role.trap")).toBe(false);
  });

  it("ends in a circle, too", () => {
    const circle = graphOf({ terraform, resource: { t: { a: { depends_on: ["t.b"] }, b: { depends_on: ["t.a"] } } } });
    expect(circle.reaches("t.a", "t.a")).toBe(true);
  });

  it("fails when an address isn't in the stack, instead of passing for want of it", () => {
    expect(() => graph.reaches("helm_release.chart", "aws_iam_role.gone")).toThrow(
      "aws_iam_role.gone isn't in the stack",
    );
    expect(() => graph.reaches("helm_release.gone", "aws_iam_role.a")).toThrow("helm_release.gone isn't in the stack");
  });
});

describe("withoutDependsOn", () => {
  it("takes out one dependency of one block", () => {
    const graph = graphOf(withoutDependsOn(stack, "data.kubernetes_namespace_v1.guard", "aws_iam_role.b-c"));
    expect(graph.edges("data.kubernetes_namespace_v1.guard")).toEqual([]);
    expect(graph.edges("helm_release.chart")).toEqual(["data.kubernetes_namespace_v1.guard"]);
  });

  it("fails when there is nothing to take out", () => {
    expect(() => withoutDependsOn(stack, "helm_release.chart", "aws_iam_role.a")).toThrow("no depends_on");
  });
});
