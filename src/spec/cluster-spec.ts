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
export interface ClusterSpec extends Omit<ParsedCluster, "fargate"> {
  readonly fargate: { readonly profiles: readonly FargateProfileSpec[] };
}

/** Name of the profile that CoreDNS and Karpenter run in. */
export const BASE_PROFILE = "base";

/** CoreDNS's pods, as the EKS add-on labels them. */
export const COREDNS_PODS: PodSelector = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };

/** Karpenter's pods, by the labels of its chart. */
export function karpenterPods(namespace: string): PodSelector {
  return {
    namespace,
    labels: { "app.kubernetes.io/name": "karpenter", "app.kubernetes.io/instance": "karpenter" },
  };
}

/**
 * Fills in what follows from other values: the base Fargate profile, unless the description brings its own. It comes
 * last, so that the others stay where they are in the description.
 */
export function resolveCluster(parsed: ParsedCluster): ClusterSpec {
  const given = parsed.fargate.profiles;
  const profiles = given.some(({ name }) => name === BASE_PROFILE) ? given : [...given, baseProfile(parsed)];
  return { ...parsed, fargate: { profiles } };
}

function baseProfile({ karpenter }: ParsedCluster): FargateProfileSpec {
  // The whole of kube-system would also take pods that Fargate can't run, such as those of add-ons to come.
  const karpenterSelector =
    karpenter.namespace === COREDNS_PODS.namespace
      ? karpenterPods(karpenter.namespace)
      : { namespace: karpenter.namespace, labels: {} };
  return { name: BASE_PROFILE, selectors: [COREDNS_PODS, karpenterSelector] };
}

/** Whether a pod with these labels, in this namespace, is selected. `*` and `?` are wildcards, as in EKS. */
export function selects(selector: PodSelector, pod: PodSelector): boolean {
  return (
    wildcard(selector.namespace).test(pod.namespace) &&
    Object.entries(selector.labels).every(([key, value]) => {
      const actual = Object.hasOwn(pod.labels, key) ? pod.labels[key] : undefined;
      return actual !== undefined && wildcard(value).test(actual);
    })
  );
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`);
}
