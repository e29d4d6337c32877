import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../../src/addons/cluster-file";
import { karpenterValues } from "../../../src/addons/karpenter/values";
import { sortedJson } from "../../../src/terraform/sorted-json";
import { clusterSpec } from "../../../testing/stacks";

function values(changes: Partial<ClusterInput> = {}, interruptionQueue?: string) {
  return karpenterValues({
    cluster: clusterSpec(changes),
    clusterEndpoint: "https://api.example.com",
    controllerRoleArn: "arn:aws:iam::111122223333:role/sandbox-karpenter",
    interruptionQueue,
  });
}

describe("karpenterValues", () => {
  it("defaults: what is right for Fargate", () => {
    const size = { cpu: "1", memory: "1Gi" };
    expect(values({}, "sandbox")).toEqual({
      replicas: 2,
      serviceAccount: {
        annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/sandbox-karpenter" },
      },
      settings: {
        clusterName: "sandbox",
        clusterEndpoint: "https://api.example.com",
        interruptionQueue: "sandbox",
        enableZonalShift: false,
        featureGates: { staticCapacity: false },
      },
      controller: {
        resources: { requests: size, limits: size },
        env: [{ name: "AWS_REGION", value: "eu-central-1" }],
      },
      dnsPolicy: "Default",
      topologySpreadConstraints: [],
      podAnnotations: { "cdktf-eks-addons/kubernetes-version": "1.36" },
    });
  });

  it("leaves out the queue where there is none", () => {
    expect(sortedJson(values())).not.toContain("interruptionQueue");
  });

  it("follows the description", () => {
    expect(
      values({
        region: "eu-west-1",
        kubernetesVersion: "1.35",
        controlPlane: { zonalShift: true },
        karpenter: {
          replicas: 1,
          resources: { cpu: 2, memory: "3Gi" },
          nodePools: [{ name: "a" }, { name: "b", replicas: 0 }],
        },
      }),
    ).toMatchObject({
      replicas: 1,
      settings: { enableZonalShift: true, featureGates: { staticCapacity: true } },
      controller: {
        resources: { requests: { cpu: "2", memory: "3Gi" }, limits: { cpu: "2", memory: "3Gi" } },
        env: [{ name: "AWS_REGION", value: "eu-west-1" }],
      },
      podAnnotations: { "cdktf-eks-addons/kubernetes-version": "1.35" },
    });
  });
});
