import { describe, expect, it } from "vitest";
import { addCluster } from "../src";
import { summary } from "../src/summary";
import { SMALLEST, withApp } from "./support/stacks";

describe("summary", () => {
  it("defaults: what was made of each cluster, warnings, and commands that name stacks one by one", () => {
    const text = withApp({}, (app) => {
      addCluster(app, SMALLEST);
      addCluster(app, { ...SMALLEST, name: "quiet", controlPlane: { endpoint: { public: false } } });
      return summary(app);
    });
    const parts = text.split("\n\n");
    expect(parts).toHaveLength(4);
    expect(parts[0]).toMatch(
      /^sandbox \(eu-central-1, Kubernetes 1\.36\)\n {2}sandbox: \d+ resources\n {2}sandbox-addons: \d+ resources\n {2}Karpenter on Fargate: 2 x 1 vCPU, 2 GB$/,
    );
    expect(parts[2]).toContain('cluster "sandbox"  controlPlane.endpoint.publicCidrs  warning: ');
    expect(parts[2]).not.toContain('cluster "quiet"  controlPlane.endpoint.publicCidrs');
    expect(parts[3]?.split("\n").slice(1)).toEqual([
      "  npx cdktf diff sandbox",
      "  npx cdktf deploy sandbox sandbox-addons",
      "  npx cdktf diff quiet",
      "  npx cdktf deploy quiet quiet-addons",
    ]);
    expect(text).not.toContain("*");
  });
});
