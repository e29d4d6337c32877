import { describe, expect, it } from "vitest";
import { resource, synthesizeCluster } from "../../../testing/stacks";
import { reference } from "../../../testing/synthesize";

describe("NamespaceInUse", () => {
  it("defaults: keeps the namespace that was first, and compares it", () => {
    const { addons } = synthesizeCluster({ karpenter: { namespace: "nodes" } });
    expect(resource(addons, "terraform_data", "karpenter_namespace-in-use")).toEqual({
      input: "nodes",
      lifecycle: {
        ignore_changes: ["input"],
        postcondition: [
          {
            condition: reference('self.output == "nodes"'),
            error_message: expect.stringContaining(`is ${reference("self.output")} in the cluster and nodes in its`),
          },
        ],
      },
    });
  });
});
