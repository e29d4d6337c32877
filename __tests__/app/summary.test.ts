import { describe, expect, it } from "vitest";
import { addCluster } from "../../src";
import { addedClusters } from "../../src/app/add-clusters";
import { summary } from "../../src/app/summary";
import { SMALLEST, withApp } from "../../testing/stacks";

describe("summary", () => {
  it("defaults: what was made of each cluster, warnings, and commands that name stacks one by one", () => {
    const text = withApp({}, (app) => {
      addCluster(app, SMALLEST);
      addCluster(app, { ...SMALLEST, name: "quiet", controlPlane: { endpoint: { public: false } } });
      return summary(addedClusters(app));
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

  it("names a destroy in place of a deploy for a cluster that is retired", () => {
    const text = withApp({}, (app) => {
      addCluster(app, { ...SMALLEST, retired: true });
      return summary(addedClusters(app));
    });
    expect(text).toContain("sandbox (eu-central-1, Kubernetes 1.36, retired)");
    expect(text.split("\n").slice(-2)).toEqual([
      "  npx cdktf deploy sandbox sandbox-addons  # lifts what protects sandbox",
      "  npx cdktf destroy sandbox sandbox-addons",
    ]);
  });

  it("has a line for each of many clusters, and counts what is more than anybody reads", { timeout: 60_000 }, () => {
    const text = withApp({}, (app) => {
      for (let index = 0; index < 60; index++) addCluster(app, { ...SMALLEST, name: `c${index}` });
      return summary(addedClusters(app));
    });
    expect(text).toMatch(
      /^60 clusters, each with two stacks:\n {2}c0 \(eu-central-1, Kubernetes 1\.36\): \d+ resources\n/,
    );
    expect(text).toContain("  and 10 more clusters\n");
    expect(text).toContain("and 20 more: 120 findings in 60 files or clusters\n");
    expect(text).toContain("  and 70 more commands");
    expect(text.split("\n").length).toBeLessThan(220);
  });

  it("adds what else is worth a look", () => {
    expect(summary([], ["warning: hm"])).toBe("warning: hm");
  });
});
