import type { Metadata, Pod, PodSpec } from "../../kubernetes/objects";

/** A pod in namespace `karpenter` that requests 1 CPU and 1 GiB, with what a test changes. */
export function makePod(spec: Partial<PodSpec> = {}, metadata: Partial<Metadata> = {}): Pod {
  return {
    metadata: { name: "pod", namespace: "karpenter", uid: "0f1e2d3c-0000", labels: { app: "one" }, ...metadata },
    spec: {
      serviceAccountName: "karpenter",
      containers: [
        { name: "controller", resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } } },
      ],
      ...spec,
    },
  };
}
