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
