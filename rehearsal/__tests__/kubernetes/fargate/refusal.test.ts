import { describe, expect, it } from "vitest";
import { fargateRefusal } from "../../../kubernetes/fargate/refusal";
import { podSize } from "../../../kubernetes/fargate/size";
import type { Container, Metadata, PodSpec } from "../../../kubernetes/objects";
import { makePod } from "../pods";

const NONE = new Map<string, string>();

function container(more: Partial<Container>): Container[] {
  return [{ name: "controller", ...more }];
}

describe("a pod's size on Fargate", () => {
  it("counts 256 MiB of overhead and rounds up", () => {
    expect(podSize(makePod())).toEqual({ vcpu: 1, memoryGb: 2 });
  });

  it("is the smallest for a pod without requests", () => {
    expect(podSize(makePod({ containers: container({}) }))).toEqual({ vcpu: 0.25, memoryGb: 0.5 });
  });

  it("adds containers and sidecars up, and takes the largest init container where that is more", () => {
    const requests = { cpu: "500m", memory: "512Mi" };
    const sidecar: Container = { name: "sidecar", restartPolicy: "Always", resources: { requests } };
    const two = [...container({ resources: { requests } }), { name: "second", resources: { requests } }];
    expect(podSize(makePod({ containers: two, initContainers: [sidecar] }))?.vcpu).toBe(2);
    const init: Container = { name: "init", resources: { requests: { cpu: "4", memory: "1Gi" } } };
    expect(podSize(makePod({ containers: two, initContainers: [init] }))?.vcpu).toBe(4);
  });
});

describe("what Fargate refuses", () => {
  it("is nothing for an ordinary pod", () => {
    expect(fargateRefusal(makePod(), NONE)).toBeUndefined();
  });

  it.each<[string, Partial<PodSpec>, Partial<Metadata>, string]>([
    ["belongs to a DaemonSet", {}, { ownerReferences: [{ kind: "DaemonSet", name: "agent" }] }, "DaemonSets"],
    ["uses the host's network", { hostNetwork: true }, {}, "HostNetwork"],
    ["is privileged", { containers: container({ securityContext: { privileged: true } }) }, {}, "Privileged"],
    ["uses a host port", { containers: container({ ports: [{ containerPort: 1, hostPort: 1 }] }) }, {}, "HostPort"],
    ["must be spread", { topologySpreadConstraints: [{ whenUnsatisfiable: "DoNotSchedule" }] }, {}, "TopologySpread"],
    ["mounts a folder of the host", { volumes: [{ name: "logs", hostPath: { path: "/" } }] }, {}, "logs is a hostPath"],
    ["needs arm64", { nodeSelector: { "kubernetes.io/arch": "arm64" } }, {}, "arm64"],
    ["is too large", { containers: container({ resources: { requests: { cpu: "17" } } }) }, {}, "largest size"],
  ])("fails when it %s", (_, spec, metadata, reason) => {
    expect(fargateRefusal(makePod(spec, metadata), NONE)).toContain(reason);
  });

  it("fails when a claim is for an EBS volume, but not when it is for EFS", () => {
    const pod = makePod({ volumes: [{ name: "data", persistentVolumeClaim: { claimName: "claim" } }] });
    expect(fargateRefusal(pod, new Map([["claim", "ebs.csi.aws.com"]]))).toContain(
      "data is provided by ebs.csi.aws.com",
    );
    expect(fargateRefusal(pod, new Map([["claim", "efs.csi.aws.com"]]))).toBeUndefined();
  });

  it("lets soft spreading pass", () => {
    const pod = makePod({ topologySpreadConstraints: [{ whenUnsatisfiable: "ScheduleAnyway" }] });
    expect(fargateRefusal(pod, NONE)).toBeUndefined();
  });
});
