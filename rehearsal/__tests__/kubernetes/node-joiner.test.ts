import { describe, expect, it } from "vitest";
import { nodeOf } from "../../kubernetes/node-joiner";

const INSTANCE = {
  id: "i-1",
  state: "running",
  privateDnsName: "ip-10-0-0-1",
  availabilityZone: "eu-central-1a",
};

describe("the Node of an instance", () => {
  it("carries what Karpenter looks for", () => {
    const taint = { key: "startup", effect: "NoSchedule" };
    const node = nodeOf(
      {
        metadata: { name: "claim", labels: { "karpenter.sh/nodepool": "default" } },
        spec: { startupTaints: [taint] },
        status: { providerID: "aws:///eu-central-1a/i-1", capacity: { cpu: "8" }, allocatable: { cpu: "7" } },
      },
      INSTANCE,
    );
    expect(node.spec.providerID).toBe("aws:///eu-central-1a/i-1");
    expect(node.spec.taints).toEqual([{ key: "karpenter.sh/unregistered", effect: "NoExecute" }, taint]);
    expect(node.metadata.labels).toMatchObject({
      "karpenter.sh/nodepool": "default",
      "kubernetes.io/hostname": "ip-10-0-0-1",
    });
    expect(node.status).toEqual({ capacity: { cpu: "8" }, allocatable: { cpu: "7" } });
  });
});
