import type { FargateSize } from "../../product";
import { KUBELET_LABEL } from "../kwok";
import type { Node, Pod } from "../objects";
import { COMPUTE_TYPE } from "./profile";

/** Annotation of a Fargate node: the uid of the pod it was made for. */
export const POD_ANNOTATION = "rehearsal/fargate-pod";

/** The node that a pod on Fargate gets for itself. */
export function fargateNode({ metadata }: Pod, size: FargateSize, zone: string): Node {
  const uid = metadata.uid ?? "";
  const name = `fargate-${uid.slice(0, 8)}.${zone.slice(0, -1)}.compute.internal`;
  const resources = { cpu: String(size.vcpu), memory: `${size.memoryGb}Gi`, "ephemeral-storage": "20Gi", pods: "1" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { [POD_ANNOTATION]: uid },
      labels: {
        [COMPUTE_TYPE]: "fargate",
        [KUBELET_LABEL]: "kwok",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "topology.kubernetes.io/region": zone.slice(0, -1),
        "topology.kubernetes.io/zone": zone,
      },
    },
    spec: {
      providerID: `aws:///${zone}/${uid.slice(0, 10)}/${name.split(".")[0]}`,
      taints: [{ key: COMPUTE_TYPE, value: "fargate", effect: "NoSchedule" }],
    },
    status: { capacity: resources, allocatable: resources },
  };
}
