import { type NetworkSpec, resolveNetwork } from "./network-spec";
import type { KeyPath } from "./problem";
import type { ParsedShared } from "./schema/cluster";

/** Which pods run on Fargate. */
export interface PodSelector {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A Fargate profile as it is described. */
export interface FargateProfileSpec {
  readonly name: string;
  readonly selectors: readonly PodSelector[];
}

/**
 * A cluster without its add-ons, with every default filled in, also those that follow from other values. What network,
 * control plane and capacity are made from.
 */
export interface ClusterSpec extends Omit<ParsedShared, "fargate" | "network"> {
  readonly network: NetworkSpec;
  readonly fargate: { readonly profiles: readonly FargateProfileSpec[] };
}

/** Pods that run on Fargate whatever the description says of profiles: the base profile selects them. */
export interface BasePods {
  /** Whose they are, such as `CoreDNS`. */
  readonly who: string;
  /** Their namespace and labels. */
  readonly pods: PodSelector;
  /** Values of the description that `pods` follow from. @default - none */
  readonly because?: readonly KeyPath[];
  /**
   * How many there are, how large each is, and where that is described.
   * @default - of no interest: it isn't described
   */
  readonly size?: { readonly replicas: number; readonly cpu: string; readonly memory: string; readonly path: KeyPath };
}

/** Name of the profile that CoreDNS and the add-ons run in. */
export const BASE_PROFILE = "base";

/** CoreDNS's pods, as the EKS add-on labels them. */
export const COREDNS_PODS: BasePods = {
  who: "CoreDNS",
  pods: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
};

/**
 * Fills in what follows from other values: which network it is, where in it the control plane is, and the base Fargate
 * profile, unless the description brings its own. It comes last, so that the others stay where they are in the
 * description.
 *
 * @param addonPods pods of add-ons that run on Fargate
 */
export function resolveShared<C extends ParsedShared>(
  parsed: C,
  addonPods: readonly BasePods[],
): Omit<C, keyof ParsedShared> & ClusterSpec {
  const given = parsed.fargate.profiles;
  const profiles = given.some(({ name }) => name === BASE_PROFILE) ? given : [...given, defaultBase(addonPods)];
  return { ...parsed, network: resolveNetwork(parsed), fargate: { profiles } };
}

/**
 * By labels alone, since the whole of a namespace would also take pods that Fargate can't run. Those of add-ons in any
 * namespace, so that the profile, which is replaced by any change, stays when an add-on moves.
 */
function defaultBase(addonPods: readonly BasePods[]): FargateProfileSpec {
  const anywhere = addonPods.map(({ pods: { labels } }) => ({ namespace: "*", labels }));
  return { name: BASE_PROFILE, selectors: [COREDNS_PODS.pods, ...anywhere] };
}

/**
 * Whether the cluster is protected: EKS refuses to delete it, and a plan fails that would destroy what it can't be rebuilt
 * from: the cluster, the key of its secrets, and the add-ons stack as a whole. Decided here for all of them.
 */
export function isProtected({ retired, controlPlane }: Pick<ClusterSpec, "retired" | "controlPlane">): boolean {
  return controlPlane.deletionProtection && !retired;
}

/** Whether a pod with these labels, in this namespace, is selected. `*` and `?` are wildcards, as in EKS. */
export function selects(selector: PodSelector, pod: PodSelector): boolean {
  return (
    wildcard(selector.namespace).test(pod.namespace) &&
    Object.entries(selector.labels).every(([key, value]) =>
      Object.entries(pod.labels).some(([name, actual]) => wildcard(key).test(name) && wildcard(value).test(actual)),
    )
  );
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`);
}
