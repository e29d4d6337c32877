import { z } from "zod";

const INT32_MAX = 2_147_483_647;

const text = z.string();
const count = z.int().min(0, "0 or more is needed").max(INT32_MAX);
const percent = z.int().min(0, "a share from 0 to 100 is needed").max(100, "a share from 0 to 100 is needed");

/**
 * Configuration of the kubelet. The API server takes any map here; Karpenter's controller refuses what kubelet would not
 * take, and then starts no node. The keys below are those that Karpenter itself reads; others are passed on.
 */
export const KubeletSchema = z
  .looseObject({
    maxPods: z
      .int("a whole number is needed: expressions need Karpenter's alpha feature gate NodeClassCEL, which is off")
      .min(0, "0 or more is needed")
      .max(INT32_MAX)
      .optional()
      .describe("Most pods that run on a node. Left out, it follows from the instance type."),
    podsPerCore: count.optional().describe("Most pods for each core. Not for Bottlerocket."),
    kubeReserved: z
      .record(text, text)
      .optional()
      .describe("Resources kept for Kubernetes' own daemons: cpu, memory, ephemeral-storage, pid."),
    systemReserved: z
      .record(text, text)
      .optional()
      .describe("Resources kept for the operating system: cpu, memory, ephemeral-storage, pid."),
    evictionHard: z
      .record(text, text)
      .optional()
      .describe("Thresholds below which pods are evicted at once, by signal: a share such as `5%` or a quantity."),
    evictionSoft: z
      .record(text, text)
      .optional()
      .describe("Thresholds below which pods are evicted after a grace period, by signal: a share or a quantity."),
    evictionSoftGracePeriod: z
      .record(text, text)
      .optional()
      .describe("Grace period of each signal in `evictionSoft`, such as `2m`."),
    evictionMinimumReclaim: z
      .record(text, text)
      .optional()
      .describe("How much an eviction must free, by signal: a share or a quantity. AL2023 only."),
    evictionMaxPodGracePeriod: count.optional().describe("Most seconds that a pod has to end in a soft eviction."),
    imageGCHighThresholdPercent: percent
      .optional()
      .describe("Disk use in percent above which images are always collected."),
    imageGCLowThresholdPercent: percent
      .optional()
      .describe("Disk use in percent below which images are never collected. Lower than the high threshold."),
    clusterDNS: z.array(text).optional().describe("Addresses of the DNS servers of pods."),
    cpuCFSQuota: z.boolean().optional().describe("Whether CPU limits are enforced for containers."),
  })
  .describe(
    "Configuration of the kubelet. Beside the keys below, any field of KubeletConfiguration (kubelet.config.k8s.io/v1beta1) is possible with AL2023.",
  );

/** Parsed configuration of the kubelet. */
export type Kubelet = z.output<typeof KubeletSchema>;
