/** What the rehearsal has from a Go module (a folder beside this file), which pins it: a program, and what is in its sources. */
export interface Tool {
  readonly name: ToolName;
  /** Folder with go.mod and go.sum. */
  readonly folder: string;
  /** Module whose version the program has. */
  readonly module: string;
  /** Package to build. @default - none, its sources are all that is wanted */
  readonly package?: string;
  /** Link-time variables; `%v` is the version. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Part of a control plane that `KUBEBUILDER_ASSETS` may hold ready-made. */
  readonly envtest?: boolean;
  /** What it is to clusters, where it is an add-on of theirs. */
  readonly addon?: Addon;
}

/**
 * An add-on that the rehearsal has the sources of. It needs no more: which releases a cluster has, where, and when they are
 * gone is read from the synthesized stacks and from the cluster.
 */
export interface Addon {
  /** As people call it. */
  readonly title: string;
  /** Folder of the module's sources with its charts, each in a folder of its own name. */
  readonly charts: string;
  /** How the program runs in the place of its pods' container. @default - KWOK says that they run */
  readonly process?: AddonProcess;
}

/** What a program needs that is the container of a pod, and yet a process beside others on one machine. */
export interface AddonProcess {
  /** Labels that its pods have. */
  readonly labels: Readonly<Record<string, string>>;
  /** Variable with the port at which it says whether it is ready. */
  readonly healthPort: string;
  /** Variables with other ports that it listens on. */
  readonly ports: readonly string[];
  /** Variable with the pod's namespace, which within a cluster is read from the service account's folder. */
  readonly namespace: string;
  /** Errors in its log that say nothing: of what isn't played, and what it does without. */
  readonly expectedErrors: RegExp;
}

export type ToolName = (typeof TOOL_NAMES)[number];

/** In the order in which they are built: what is quick first, so that a machine that can't build says so early. */
const TOOL_NAMES = [
  "etcd",
  "kwok",
  "helm",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "karpenter",
] as const;

// A server that doesn't know its version calls itself v0.0.0-master, which clients can't compare.
const KUBERNETES_VERSION = {
  "k8s.io/component-base/version.gitVersion": "v%v",
  "k8s.io/component-base/version.gitMajor": "%major",
  "k8s.io/component-base/version.gitMinor": "%minor",
};

/** Every program of the Kubernetes half. */
export const TOOLS: readonly Tool[] = [
  {
    name: "etcd",
    folder: "etcd",
    module: "go.etcd.io/etcd/server/v3",
    package: "go.etcd.io/etcd/server/v3",
    envtest: true,
  },
  { name: "kwok", folder: "kwok", module: "sigs.k8s.io/kwok", package: "sigs.k8s.io/kwok/cmd/kwok" },
  {
    name: "helm",
    folder: "helm",
    module: "helm.sh/helm/v3",
    package: "helm.sh/helm/v3/cmd/helm",
    variables: {
      "helm.sh/helm/v3/internal/version.version": "v%v",
      // Else charts that ask for a Kubernetes version are judged by 1.20.
      "helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor": "1",
      "helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor": "36",
    },
  },
  { ...kubernetes("kube-apiserver"), envtest: true },
  kubernetes("kube-controller-manager"),
  kubernetes("kube-scheduler"),
  {
    name: "karpenter",
    folder: "karpenter",
    module: "github.com/aws/karpenter-provider-aws",
    package: "github.com/aws/karpenter-provider-aws/cmd/controller",
    variables: { "sigs.k8s.io/karpenter/pkg/operator.Version": "%v" },
    addon: {
      title: "Karpenter",
      charts: "charts",
      process: {
        labels: { "app.kubernetes.io/name": "karpenter" },
        healthPort: "HEALTH_PROBE_PORT",
        ports: ["METRICS_PORT"],
        namespace: "LEADER_ELECTION_NAMESPACE",
        // Prices aren't played; it then works with those that it brings along.
        expectedErrors: /"controller":"providers\.pricing"/,
      },
    },
  },
];

function kubernetes(name: ToolName): Tool {
  return {
    name,
    folder: "kubernetes",
    module: "k8s.io/kubernetes",
    package: `k8s.io/kubernetes/cmd/${name}`,
    variables: KUBERNETES_VERSION,
  };
}
