import { isIP } from "node:net";
import { error, type KeyPath, type Problem } from "../../../description/problem";
import type { Kubelet } from "../schema/kubelet";

const INT32_MAX = 2_147_483_647;

/**
 * Ranges of numbers that kubelet itself checks (`pkg/kubelet/apis/config/validation` of Kubernetes 1.36), and that nobody
 * checks before it: with another number it doesn't start, and the node never joins.
 */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  port: [1, 65_535],
  readOnlyPort: [0, 65_535],
  healthzPort: [0, 65_535],
  oomScoreAdj: [-1000, 1000],
  iptablesMasqueradeBit: [0, 31],
  iptablesDropBit: [0, 31],
  nodeLeaseDurationSeconds: [1, INT32_MAX],
  eventRecordQPS: [0, INT32_MAX],
  eventBurst: [0, INT32_MAX],
  kubeAPIQPS: [0, INT32_MAX],
  kubeAPIBurst: [0, INT32_MAX],
  registryPullQPS: [0, INT32_MAX],
  registryBurst: [0, INT32_MAX],
  nodeStatusMaxImages: [-1, INT32_MAX],
  maxOpenFiles: [0, Number.MAX_SAFE_INTEGER],
  maxParallelImagePulls: [1, INT32_MAX],
  containerLogMaxFiles: [2, INT32_MAX],
  containerLogMaxWorkers: [1, INT32_MAX],
  // Kubelet takes 0, and Karpenter then finds room for no pod on any instance.
  maxPods: [1, INT32_MAX],
};

/** Words that kubelet takes for a field, from the same place. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  topologyManagerPolicy: ["none", "best-effort", "restricted", "single-numa-node"],
  topologyManagerScope: ["container", "pod"],
  cpuManagerPolicy: ["none", "static"],
  memoryManagerPolicy: ["None", "Static"],
  hairpinMode: ["none", "hairpin-veth", "promiscuous-bridge"],
};

/** Values of the right kind that kubelet doesn't start with. */
export function kubeletValueProblems(kubelet: Kubelet, at: KeyPath): Problem[] {
  return [...dnsProblems(kubelet, at), ...fieldProblems(kubelet, at)];
}

/** Kubelet passes over what isn't an address (`pkg/kubelet/kubelet.go`), and pods are left without a DNS server. */
function dnsProblems({ clusterDNS = [] }: Kubelet, at: KeyPath): Problem[] {
  return clusterDNS.flatMap((server, index) =>
    isIP(server) === 0
      ? [
          error(
            [...at, "clusterDNS", index],
            `the address of a DNS server is needed, such as 172.20.0.10, and ${JSON.stringify(server)} was given`,
          ),
        ]
      : [],
  );
}

function fieldProblems(kubelet: Kubelet, at: KeyPath): Problem[] {
  return Object.entries(kubelet).flatMap(([field, value]) => {
    const range = Object.hasOwn(RANGES, field) ? RANGES[field] : undefined;
    if (range && typeof value === "number" && (value < range[0] || value > range[1])) {
      const wanted = range[1] >= INT32_MAX ? `${range[0]} or more` : `${range[0]} to ${range[1]}`;
      return [error([...at, field], `${wanted} is needed, and ${value} was given; the node would never join`)];
    }
    const words = Object.hasOwn(WORDS, field) ? WORDS[field] : undefined;
    return words && typeof value === "string" && !words.includes(value)
      ? [
          error(
            [...at, field],
            `one of ${words.join(", ")} is needed, and ${JSON.stringify(value)} was given; the node would never join`,
          ),
        ]
      : [];
  });
}
