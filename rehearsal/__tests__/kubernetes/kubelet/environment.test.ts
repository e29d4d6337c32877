import { describe, expect, it } from "vitest";
import { containerEnvironment } from "../../../kubernetes/kubelet/environment";
import type { Container, EnvironmentVariable } from "../../../kubernetes/objects";
import { makePod } from "../pods";

function environment(...env: EnvironmentVariable[]): Record<string, string> {
  const resources = { requests: { cpu: "1" }, limits: { memory: "1Gi" } };
  const container: Container = { name: "controller", env, resources };
  return containerEnvironment(makePod({ containers: [container] }), container);
}

describe("a container's environment", () => {
  it("has values, fields of the pod and resources in units of their divisor", () => {
    const made = environment(
      { name: "PLAIN", value: "x" },
      { name: "NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
      { name: "CPU", valueFrom: { resourceFieldRef: { resource: "requests.cpu", divisor: "1m" } } },
      { name: "MEMORY", valueFrom: { resourceFieldRef: { resource: "limits.memory", divisor: "0" } } },
    );
    expect(made).toEqual({ PLAIN: "x", NAMESPACE: "karpenter", CPU: "1000", MEMORY: "1073741824" });
  });

  it("fails when a value comes from a source that is not known", () => {
    expect(() => environment({ name: "SECRET", valueFrom: {} })).toThrow("SECRET");
  });

  it("fails when a resource is referred to but not set", () => {
    const valueFrom = { resourceFieldRef: { resource: "limits.cpu" } };
    expect(() => environment({ name: "CPU", valueFrom })).toThrow("controller sets no limits.cpu");
  });
});
