import { type FargateSize, fargateSize, quantityValue } from "../../product";
import type { Container, Pod } from "../objects";

/**
 * What a pod is billed for: all containers together or the largest init container, whichever is more. Nothing where it
 * is too large. https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html
 */
export function podSize({ spec }: Pod): FargateSize | undefined {
  const init = spec.initContainers ?? [];
  const sidecars = init.filter(({ restartPolicy }) => restartPolicy === "Always");
  const lasting = [...spec.containers, ...sidecars];
  const needed = (resource: "cpu" | "memory"): number =>
    Math.max(sum(lasting, resource), ...init.map((container) => request(container, resource)));
  return fargateSize(String(needed("cpu")), String(needed("memory")));
}

function sum(containers: readonly Container[], resource: string): number {
  return containers.reduce((total, container) => total + request(container, resource), 0);
}

function request({ resources }: Container, resource: string): number {
  return quantityValue(resources?.requests?.[resource] ?? resources?.limits?.[resource] ?? "0");
}
