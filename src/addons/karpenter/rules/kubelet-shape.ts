import { error, type KeyPath, type Problem } from "../../../description/problem";
import { MAX_DURATION_SECONDS } from "../../../knowledge/duration";
import { didYouMean } from "../../../knowledge/suggestion";

/** Shape of a JSON value, as Go's types of KubeletConfiguration want it. */
export type Shape =
  | "text"
  | "bool"
  | "int32"
  | "int64"
  | "number"
  | "duration"
  | "any"
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

const texts: Shape = { list: "text" };
const textMap: Shape = { map: "text" };
const logOptions: Shape = { fields: { splitStream: "bool", infoBufferSize: "any" } };

/** Fields of one shape, by name. */
function all(shape: Shape, names: string): Record<string, Shape> {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, shape]),
  );
}

/**
 * Every field of KubeletConfiguration, from `k8s.io/kubelet` v0.37.0 (`config/v1beta1/types.go`), the version that
 * Karpenter 1.15.0 is built with. Its controller refuses any other field, and any value of another shape.
 */
export const KUBELET_FIELDS: Readonly<Record<string, Shape>> = {
  ...all(
    "text",
    `apiVersion kind staticPodPath podLogsDir staticPodURL address tlsCertFile tlsPrivateKeyFile tlsMinVersion
    imagePullCredentialsVerificationPolicy healthzBindAddress clusterDomain kubeletCgroups systemCgroups cgroupRoot
    cgroupDriver cpuManagerPolicy memoryManagerPolicy topologyManagerPolicy topologyManagerScope hairpinMode podCIDR
    resolvConf contentType containerLogMaxSize configMapAndSecretChangeDetectionStrategy reservedSystemCPUs
    showHiddenMetricsForVersion systemReservedCgroup kubeReservedCgroup volumePluginDir providerID
    memoryReservationPolicy containerRuntimeEndpoint imageServiceEndpoint`,
  ),
  ...all(
    "bool",
    `enableServer rotateCertificates serverTLSBootstrap enableDebuggingHandlers enableContentionProfiling cgroupsPerQOS
    singleProcessOOMKill runOnce cpuCFSQuota serializeImagePulls mergeDefaultEvictionSettings
    enableControllerAttachDetach protectKernelDefaults makeIPTablesUtilChains failSwapOn kernelMemcgNotification
    enableSystemLogHandler enableSystemLogQuery enableProfilingHandler enableDebugFlagsHandler seccompDefault
    registerNode localStorageCapacityIsolation failCgroupV1`,
  ),
  ...all(
    "int32",
    `port readOnlyPort registryPullQPS registryBurst eventRecordQPS eventBurst healthzPort oomScoreAdj
    nodeLeaseDurationSeconds imageGCHighThresholdPercent imageGCLowThresholdPercent maxPods nodeStatusMaxImages
    kubeAPIQPS kubeAPIBurst maxParallelImagePulls evictionMaxPodGracePeriod podsPerCore iptablesMasqueradeBit
    iptablesDropBit containerLogMaxFiles containerLogMaxWorkers`,
  ),
  ...all("int64", "podPidsLimit maxOpenFiles"),
  ...all("number", "memoryThrottlingFactor"),
  ...all(
    "duration",
    `syncFrequency fileCheckFrequency httpCheckFrequency streamingConnectionIdleTimeout nodeStatusUpdateFrequency
    nodeStatusReportFrequency imageMinimumGCAge imageMaximumGCAge volumeStatsAggPeriod cpuManagerReconcilePeriod
    runtimeRequestTimeout cpuCFSQuotaPeriod evictionPressureTransitionPeriod containerLogMonitorInterval
    shutdownGracePeriod shutdownGracePeriodCriticalPods`,
  ),
  ...all(
    texts,
    "tlsCipherSuites preloadedImagesVerificationAllowlist clusterDNS enforceNodeAllocatable allowedUnsafeSysctls",
  ),
  ...all(
    textMap,
    `cpuManagerPolicyOptions topologyManagerPolicyOptions qosReserved evictionHard evictionSoft evictionSoftGracePeriod
    evictionMinimumReclaim systemReserved kubeReserved defaultPodSysctls`,
  ),
  staticPodURLHeader: { map: texts },
  tlsCurvePreferences: { list: "int32" },
  featureGates: { map: "bool" },
  authentication: {
    fields: {
      x509: { fields: { clientCAFile: "text" } },
      webhook: { fields: { enabled: "bool", cacheTTL: "duration" } },
      anonymous: { fields: { enabled: "bool" } },
    },
  },
  authorization: {
    fields: {
      mode: "text",
      webhook: { fields: { cacheAuthorizedTTL: "duration", cacheUnauthorizedTTL: "duration" } },
    },
  },
  memorySwap: { fields: { swapBehavior: "text" } },
  logging: {
    fields: {
      format: "text",
      flushFrequency: "any",
      verbosity: "int64",
      vmodule: { list: { fields: { filePattern: "text", verbosity: "int64" } } },
      options: { fields: { text: logOptions, json: logOptions } },
    },
  },
  shutdownGracePeriodByPodPriority: {
    list: { fields: { priority: "int32", shutdownGracePeriodSeconds: "int64" } },
  },
  crashLoopBackOff: { fields: { maxContainerRestartPeriod: "duration" } },
  reservedMemory: { list: { fields: { numaNode: "int32", limits: { map: "any" } } } },
  tracing: { fields: { endpoint: "text", samplingRatePerMillion: "int32" } },
  userNamespaces: { fields: { idsPerPod: "int64" } },
};

const INT32 = { min: -2_147_483_648, max: 2_147_483_647 };

/** Syntax of Go's `time.ParseDuration`. */
const GO_DURATION = /^[+-]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

const SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** Whether Go can read a text as a duration, and hold it: some 292 years are the most. */
export function isGoDuration(text: string): boolean {
  if (!GO_DURATION.test(text)) return false;
  const parts = [...text.matchAll(/([\d.]+)([a-zµμ]+)/g)];
  const seconds = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? ""] ?? 0), 0);
  return seconds <= MAX_DURATION_SECONDS;
}

const WANTED: Readonly<Record<string, string>> = {
  text: "a text is needed; put numbers, true and false in quotes",
  bool: "true or false is needed",
  int32: "a whole number is needed",
  int64: "a whole number is needed",
  number: "a number is needed",
  duration: "a duration is needed, such as 30s or 1h30m, of 2562047h at most",
};

/** Where a value differs from its shape. `null` is fine anywhere: Go takes it as left out. */
export function shapeProblems(value: unknown, shape: Shape, path: KeyPath): Problem[] {
  if (value === null || value === undefined || shape === "any") return [];
  if (typeof shape === "string") {
    return fits(value, shape) ? [] : [error(path, WANTED[shape] ?? "another kind of value is needed")];
  }
  if ("list" in shape) {
    if (!Array.isArray(value)) return [error(path, "a list is needed")];
    return value.flatMap((item, index) => shapeProblems(item, shape.list, [...path, index]));
  }
  if (typeof value !== "object" || Array.isArray(value)) return [error(path, "keys and values are needed")];
  return Object.entries(value).flatMap(([key, item]) => {
    const inner = "map" in shape ? shape.map : Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (inner !== undefined) return shapeProblems(item, inner, [...path, key]);
    return [unknownField(key, "fields" in shape ? Object.keys(shape.fields) : [], path)];
  });
}

function unknownField(key: string, known: readonly string[], path: KeyPath): Problem {
  const hint = didYouMean(key, known) || "; its fields are those of kubelet.config.k8s.io/v1beta1";
  return { ...error([...path, key], `the kubelet knows no field '${key}'${hint}`), at: "key" };
}

function fits(value: unknown, shape: Exclude<Shape, object>): boolean {
  switch (shape) {
    case "bool":
      return typeof value === "boolean";
    case "int32":
      return Number.isInteger(value) && Number(value) >= INT32.min && Number(value) <= INT32.max;
    case "int64":
      return Number.isInteger(value);
    case "number":
      return typeof value === "number";
    case "duration":
      return typeof value === "string" && isGoDuration(value);
    default:
      return typeof value === "string";
  }
}
