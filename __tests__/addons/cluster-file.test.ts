import { describe, expect, it } from "vitest";
import { allRoleNames } from "../../src/addons/cluster-file";
import { resources, SMALLEST, synthesizeCluster } from "../../testing/stacks";

describe("allRoleNames", () => {
  it("defaults to the names of all roles in both stacks, with everything on that makes one", () => {
    const network = { ...SMALLEST.network, flowLogs: { enabled: true } };
    const { cluster, addons } = synthesizeCluster({ network });
    const made = [cluster, addons].flatMap((stack) => Object.values(resources(stack, "aws_iam_role")));
    expect(made.map(({ name }) => name).sort()).toEqual(allRoleNames("sandbox").sort());
  });
});
