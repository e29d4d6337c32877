import { describe, expect, it } from "vitest";
import { formatPath } from "../../src/description/problem";
import { connectionRules } from "../../src/stacks/connection-rules";
import { clusterSpec } from "../../testing/stacks";

const local = { state: { backend: "local" } } as const;

describe("connectionRules", () => {
  it("defaults: nothing to say where each call gets a token of its own", () => {
    expect(connectionRules(clusterSpec(), { ...local, clusterAuthentication: "exec" })).toEqual([]);
  });

  it("warns when the API server can be reached from within the VPC only", () => {
    const closed = (endpoint: { readonly privateCidrs?: string[] }) =>
      clusterSpec({ controlPlane: { endpoint: { public: false, ...endpoint } } });
    const settings = { ...local, clusterAuthentication: "exec" } as const;
    // That nobody is let in is told by the rules of the private endpoint.
    expect(connectionRules(closed({}), settings)).toEqual([]);
    expect(connectionRules(closed({ privateCidrs: ["10.20.0.0/16"] }), settings)).toEqual([
      {
        severity: "warning",
        path: ["controlPlane", "endpoint", "public"],
        message:
          "the API server can be reached from the networks under privateCidrs and privateSecurityGroupIds only; deploy and destroy sandbox-addons from there (with HCP Terraform, by an agent that runs there)",
      },
    ]);
  });

  it("warns when nodes may drain for longer than a token is good for", () => {
    const cluster = clusterSpec({
      karpenter: { nodePools: [{ name: "short", terminationGracePeriod: "5m" }, { name: "long" }] },
    });
    const problems = connectionRules(cluster, { ...local, clusterAuthentication: "token" });
    expect(problems.map(({ severity, path }) => `${severity} ${formatPath(path)}`)).toEqual([
      "warning karpenter.nodePools[1].terminationGracePeriod",
    ]);
    expect(problems[0]?.message).toContain("10m");
  });
});
