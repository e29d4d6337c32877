import { isIP } from "node:net";
import { error, type KeyPath, type Problem } from "../../../description/problem";
import { readQuantity } from "../../../knowledge/quantity";
import type { EC2NodeClassSpec } from "../description/expand";
import type { Kubelet } from "../schema/kubelet";
import { amiFamily } from "./ami";
import { isGoDuration, KUBELET_FIELDS, shapeProblems } from "./kubelet-shape";

const SIGNALS = [
  "memory.available",
  "nodefs.available",
  "nodefs.inodesFree",
  "imagefs.available",
  "imagefs.inodesFree",
  "pid.available",
];

const RESERVABLE = ["cpu", "memory", "ephemeral-storage", "pid"];

/** Fields that Karpenter writes into the user data of every family; only AL2023 gets the others too. */
const WRITTEN_EVERYWHERE = new Set([
  "clusterDNS",
  "maxPods",
  "podsPerCore",
  "systemReserved",
  "kubeReserved",
  "evictionHard",
  "evictionSoft",
  "evictionSoftGracePeriod",
  "evictionMaxPodGracePeriod",
  "imageGCHighThresholdPercent",
  "imageGCLowThresholdPercent",
  "cpuCFSQuota",
]);

const PERCENTAGE = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/**
 * Rules for the kubelet. The API server takes anything here; Karpenter's controller checks it and starts no node while
 * something is wrong (`pkg/apis/v1/kubeletconfiguration_validation.go` and `pkg/controllers/nodeclass/validation.go` of
 * Karpenter 1.15.0).
 */
export function kubeletRules(spec: EC2NodeClassSpec, kubelet: Kubelet | undefined, path: KeyPath): Problem[] {
  if (!kubelet || Object.keys(kubelet).length === 0) return [];
  const at = [...path, "kubelet"];
  return [
    ...ownedProblems(kubelet, at),
    ...fieldProblems(kubelet, at),
    ...kubeletValueProblems(kubelet, at),
    ...evictionProblems(kubelet, at),
    ...reservationProblems(kubelet, at),
    ...imageProblems(kubelet, at),
    ...familyProblems(spec, kubelet, at),
  ];
}

function ownedProblems(kubelet: Kubelet, at: KeyPath): Problem[] {
  if (kubelet.registerWithTaints === undefined) return [];
  const message = "Karpenter sets registerWithTaints itself; put taints under the node pool's template.spec.taints";
  return [{ ...error([...at, "registerWithTaints"], message), at: "key" }];
}

function fieldProblems(kubelet: Kubelet, at: KeyPath): Problem[] {
  const { registerWithTaints: _, ...fields } = kubelet;
  return shapeProblems(fields, { fields: KUBELET_FIELDS }, at);
}

function evictionProblems(kubelet: Kubelet, at: KeyPath): Problem[] {
  const { evictionSoft = {}, evictionSoftGracePeriod = {} } = kubelet;
  const values = (["evictionHard", "evictionSoft", "evictionMinimumReclaim"] as const).flatMap((field) =>
    entryProblems(kubelet[field], SIGNALS, "eviction signal", thresholdProblem, [...at, field]),
  );
  const graces = entryProblems(evictionSoftGracePeriod, SIGNALS, "eviction signal", graceProblem, [
    ...at,
    "evictionSoftGracePeriod",
  ]);
  const unpaired = (field: string, from: object, other: string, to: object) =>
    Object.keys(from)
      .filter((signal) => !Object.hasOwn(to, signal))
      .map((signal) =>
        error([...at, field, signal], `${signal} is missing in ${other}; the two belong together, add it there`),
      );
  return [
    ...values,
    ...graces,
    ...unpaired("evictionSoft", evictionSoft, "evictionSoftGracePeriod", evictionSoftGracePeriod),
    ...unpaired("evictionSoftGracePeriod", evictionSoftGracePeriod, "evictionSoft", evictionSoft),
  ];
}

function thresholdProblem(value: string): string | undefined {
  if (value.endsWith("%")) {
    const share = value.slice(0, -1);
    const good = PERCENTAGE.test(share) && Number(share) >= 0 && Number(share) <= 100;
    return good ? undefined : `a share from 0% to 100% is needed, and ${value} was given`;
  }
  if (Number.isNaN(readQuantity(value)))
    return `a share such as 5% or a quantity such as 500Mi is needed, and ${JSON.stringify(value)} was given`;
  return readQuantity(value) < 0 ? `a quantity of 0 or more is needed, and ${value} was given` : undefined;
}

function graceProblem(value: string): string | undefined {
  const good = isGoDuration(value) && !/^-.*[1-9]/.test(value);
  return good ? undefined : `a duration such as 30s or 2m is needed, and ${JSON.stringify(value)} was given`;
}

function reservationProblems(kubelet: Kubelet, at: KeyPath): Problem[] {
  return (["kubeReserved", "systemReserved"] as const).flatMap((field) =>
    entryProblems(kubelet[field], RESERVABLE, "resource that can be reserved", reservationProblem, [...at, field]),
  );
}

function reservationProblem(value: string): string | undefined {
  if (value.startsWith("-")) return `a quantity of 0 or more is needed, and ${value} was given`;
  if (!Number.isNaN(readQuantity(value))) return undefined;
  return `a quantity such as 100m or 500Mi is needed, and ${JSON.stringify(value)} was given; expressions need Karpenter's alpha feature gate NodeClassCEL, which is off`;
}

/** Keys that are none of the possible ones, and values that a check finds wrong. */
function entryProblems(
  map: Readonly<Record<string, string>> | undefined,
  keys: readonly string[],
  what: string,
  check: (value: string) => string | undefined,
  at: KeyPath,
): Problem[] {
  return Object.entries(map ?? {}).flatMap(([key, value]): Problem[] => {
    if (!keys.includes(key)) {
      return [{ ...error([...at, key], `'${key}' is no ${what}; use one of ${keys.join(", ")}`), at: "key" }];
    }
    const wrong = check(value);
    return wrong === undefined ? [] : [error([...at, key], wrong)];
  });
}

function imageProblems(kubelet: Kubelet, at: KeyPath): Problem[] {
  const { imageGCHighThresholdPercent: high, imageGCLowThresholdPercent: low } = kubelet;
  if (high === undefined || low === undefined || high > low) return [];
  return [
    error(
      [...at, "imageGCHighThresholdPercent"],
      `a share above imageGCLowThresholdPercent (${low}) is needed, and ${high} was given; raise it or lower the other`,
    ),
  ];
}

/** Fields that Karpenter would drop on the way to a node of this family, and therefore refuses. */
function familyProblems(spec: EC2NodeClassSpec, kubelet: Kubelet, at: KeyPath): Problem[] {
  const family = amiFamily(spec);
  if (family === "AL2023" || family === "Custom") return [];
  const dropped = Object.keys(kubelet).filter(
    (field) =>
      field !== "registerWithTaints" &&
      Object.hasOwn(KUBELET_FIELDS, field) &&
      (!WRITTEN_EVERYWHERE.has(field) || (field === "podsPerCore" && family === "Bottlerocket")),
  );
  const problems = dropped.map((field) =>
    error([...at, field], `AMI family ${family} has no place for this field; drop it, or use AL2023`),
  );
  if ((kubelet.clusterDNS ?? []).length > 1) {
    problems.push(
      error([...at, "clusterDNS"], `AMI family ${family} takes one DNS server only; drop the others, or use AL2023`),
    );
  }
  return problems;
}

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
function kubeletValueProblems(kubelet: Kubelet, at: KeyPath): Problem[] {
  return [...dnsProblems(kubelet, at), ...valueProblems(kubelet, at)];
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

function valueProblems(kubelet: Kubelet, at: KeyPath): Problem[] {
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
