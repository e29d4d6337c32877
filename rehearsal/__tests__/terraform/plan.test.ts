import { describe, expect, it } from "vitest";
import { type PlanDocument, readChanges } from "../../terraform/plan";

function change(
  address: string,
  actions: readonly string[],
  before: Readonly<Record<string, unknown>> = {},
  after: Readonly<Record<string, unknown>> = {},
): PlanDocument {
  return { resource_changes: [{ address, change: { actions, before, after } }] };
}

describe("readChanges", () => {
  it("defaults: what would be done, with the arguments that an update changes", () => {
    const update = change("aws_vpc.a", ["update"], { a: 1, b: [1], c: 1 }, { a: 2, b: [1], d: 1 });
    expect(readChanges(update)).toEqual([{ address: "aws_vpc.a", action: "update", attributes: ["a", "c", "d"] }]);
    expect(readChanges(change("aws_vpc.a", ["create"]))).toMatchObject([{ action: "create", attributes: [] }]);
    expect(readChanges(change("aws_vpc.a", ["create", "delete"]))).toMatchObject([{ action: "replace" }]);
  });

  it("names the release that a stand-in stands for, and the arguments of that", () => {
    const state = (values: string) => ({ input: { release: { name: "a", values }, kubeconfig: {} }, output: values });
    const update = change("terraform_data.helm_release_a", ["update"], state("old"), state("new"));
    expect(readChanges(update)).toEqual([{ address: "helm_release.a", action: "update", attributes: ["values"] }]);
    expect(readChanges(change("terraform_data.applied_helm_release_a", ["delete", "create"]))).toEqual([]);
  });

  it("has nothing to tell of what stays as it is", () => {
    expect(readChanges(change("aws_vpc.a", ["no-op"]))).toEqual([]);
    expect(readChanges(change("data.aws_partition.a", ["read"]))).toEqual([]);
    expect(readChanges({})).toEqual([]);
  });
});
