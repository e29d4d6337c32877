import { describe, expect, it } from "vitest";
import { karpenterContext } from "../../../../src/addons/karpenter/description/context";
import { nodeClassRules } from "../../../../src/addons/karpenter/rules";
import { clusterSpec } from "../../../../testing/stacks";

const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

/** The errors when nodes have the role, beside roles that deploy. */
function errors(instanceProfileRoleArn: string): string[] {
  const cluster = clusterSpec({
    aws: { roleArn: role("deployer"), planRoleArn: role("plans") },
    controlPlane: { access: { viewers: [role("viewer")] } },
    karpenter: {
      nodeClasses: [{ name: "default", instanceProfile: "nodes", instanceProfileRoleArn }],
    },
  });
  return nodeClassRules(karpenterContext(cluster, [])).flatMap(({ severity, message }) =>
    severity === "error" ? [message] : [],
  );
}

describe("karpenterContext", () => {
  it("defaults: nodes may have any role that nobody else has", () => {
    expect(errors(role("nodes"))).toEqual([]);
  });

  it.each(["viewer", "deployer", "plans"])("fails when nodes have the role of the %s, which has an entry", (name) => {
    expect(errors(role(name))).toEqual([expect.stringContaining("name a role of the nodes alone")]);
  });
});
