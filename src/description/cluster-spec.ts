import { type NetworkSpec, resolveNetwork } from "./network-spec";
import type { ParsedCluster } from "./schema/cluster";

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

/** A cluster, with every default filled in, also those that follow from other values. What stacks are made from. */
export interface ClusterSpec extends Omit<ParsedCluster, "fargate" | "network"> {
  readonly network: NetworkSpec;
  readonly fargate: { readonly profiles: readonly FargateProfileSpec[] };
}

/** Name of the profile that CoreDNS and Karpenter run in. */
export const BASE_PROFILE = "base";

/** CoreDNS's pods, as the EKS add-on labels them. */
export const COREDNS_PODS: PodSelector = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };

/** Labels that Karpenter's chart puts on whatever is in its release, its pods too. */
export const KARPENTER_LABELS = { "app.kubernetes.io/name": "karpenter", "app.kubernetes.io/instance": "karpenter" };

/** Karpenter's pods, by the labels of its chart. */
export function karpenterPods(namespace: string): PodSelector {
  return { namespace, labels: KARPENTER_LABELS };
}

/**
 * Fills in what follows from other values: which network it is, where in it the control plane is, and the base Fargate
 * profile, unless the description brings its own. It comes last, so that the others stay where they are in the
 * description.
 */
export function resolveCluster(parsed: ParsedCluster): ClusterSpec {
  const given = parsed.fargate.profiles;
  const profiles = given.some(({ name }) => name === BASE_PROFILE) ? given : [...given, DEFAULT_BASE];
  return { ...parsed, network: resolveNetwork(parsed), fargate: { profiles } };
}

/**
 * By labels alone, since the whole of a namespace would also take pods that Fargate can't run. Karpenter's in any
 * namespace, so that the profile, which is replaced by any change, stays when Karpenter moves.
 */
const DEFAULT_BASE: FargateProfileSpec = { name: BASE_PROFILE, selectors: [COREDNS_PODS, karpenterPods("*")] };

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
