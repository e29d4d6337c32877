import type { JsonValue } from "../../terraform/sorted-json";
import type { KarpenterCluster } from "./schema/karpenter";

export interface KarpenterValuesProps {
  readonly cluster: KarpenterCluster;
  readonly clusterEndpoint: string;
  readonly controllerRoleArn: string;
  /** @default - interruptions are not handled */
  readonly interruptionQueue?: string;
}

/** Values of chart `karpenter`, right for Fargate. What is not here is right by the chart's default. */
export function karpenterValues({
  cluster,
  clusterEndpoint,
  controllerRoleArn,
  interruptionQueue,
}: KarpenterValuesProps): JsonValue {
  const { karpenter, controlPlane } = cluster;
  const size = { cpu: karpenter.resources.cpu, memory: karpenter.resources.memory };
  return {
    replicas: karpenter.replicas,
    serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": controllerRoleArn } },
    settings: {
      clusterName: cluster.name,
      clusterEndpoint,
      interruptionQueue,
      // With `true` on a cluster without zonal shift the controller panics.
      enableZonalShift: controlPlane.zonalShift,
      // Without its gate a pool of a fixed size is accepted, and never filled.
      featureGates: { staticCapacity: karpenter.nodePools.some((pool) => pool.replicas !== undefined) },
    },
    controller: {
      // Fargate's size follows from the requests; there is nothing to burst into.
      resources: { requests: size, limits: size },
      // Fargate has no instance metadata to learn the region from, and the controller panics without.
      env: [{ name: "AWS_REGION", value: cluster.region }],
    },
    // The VPC's resolver: with the cluster's, Karpenter and CoreDNS could wait for each other.
    dnsPolicy: "Default",
    // Fargate doesn't schedule by topology, and a pod that demands it stays Pending.
    topologySpreadConstraints: [],
    // A Fargate pod keeps the kubelet that it was started with; a new version here replaces the pods.
    podAnnotations: { "cdktf-eks-addons/kubernetes-version": cluster.kubernetesVersion },
  };
}
