import { describe, expect, it } from "vitest";
import { controllerRules, FIRST_SUPPORT } from "../../../../src/addons/karpenter/rules/controller";
import { KUBERNETES_VERSIONS } from "../../../../src/knowledge/kubernetes-versions";
import { check } from "../../../../testing/rules";

describe("controllerRules", () => {
  const versions = (kubernetesVersion: string, version?: string) =>
    check((cluster) => controllerRules(cluster.karpenter, cluster.kubernetesVersion), {
      kubernetesVersion,
      karpenter: { version },
    });

  it("defaults: what goes together", () => {
    expect(["1.32", "1.33", "1.34", "1.35", "1.36", "1.37"].flatMap((version) => versions(version))).toEqual([]);
    expect(versions("1.36", "1.14.0")).toEqual([]);
  });

  it("knows the first Karpenter for each Kubernetes version that EKS offers", () => {
    const unknown = KUBERNETES_VERSIONS.filter((version) => !FIRST_SUPPORT.has(version));
    expect(unknown).toEqual([]);
  });

  it("fails when Karpenter is too old for this project, or for the Kubernetes version", () => {
    expect(versions("1.36", "1.9.9")).toEqual([
      expect.stringMatching(/^karpenter\.version {2}Karpenter 1\.9\.9 is older than 1\.14\.0, .*; raise it$/),
    ]);
    expect(versions("1.37", "1.14.9")).toEqual([
      "karpenter.version  Karpenter 1.14.9 doesn't support Kubernetes 1.37; raise it to 1.15.0 or later",
    ]);
  });

  it("warns of a Karpenter whose rules aren't known yet", () => {
    expect(versions("1.36", "1.16.0")).toEqual([
      expect.stringMatching(/^karpenter\.version {2}warning: .*1\.15; read what changed in 1\.16\.0/),
    ]);
    expect(versions("1.36", "1.15.20")).toEqual([]);
  });

  it("fails when a controller could not start, and warns of one that is smaller than a pod on Fargate", () => {
    const found = (cpu: string, memory: string) =>
      check((cluster) => controllerRules(cluster.karpenter, "1.36"), { karpenter: { resources: { cpu, memory } } }).map(
        (line) => line.replace(/^(\S+) {2}(warning)?.*/, (_, path, kind = "error") => `${kind} ${path}`),
      );
    expect(found("1", "1Gi")).toEqual([]);
    expect(found("250m", "256Mi")).toEqual([]);
    expect(found("249m", "255Mi")).toEqual(["warning karpenter.resources.cpu", "warning karpenter.resources.memory"]);
    expect(found("0", "500m")).toEqual(["error karpenter.resources.cpu", "error karpenter.resources.memory"]);
  });
});
