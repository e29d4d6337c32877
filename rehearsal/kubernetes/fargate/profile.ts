import type { FargateProfile } from "../aws";
import type { Mutation } from "../hooks";
import type { Pod } from "../objects";

export const FARGATE_SCHEDULER = "fargate-scheduler";
const PROFILE_LABEL = "eks.amazonaws.com/fargate-profile";
export const COMPUTE_TYPE = "eks.amazonaws.com/compute-type";

/**
 * Assigns pods to Fargate at admission, and only then: a pod made before its profile is ACTIVE stays with the default
 * scheduler for ever (https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html).
 */
export function assignToFargate(profiles: () => Promise<readonly FargateProfile[]>): Mutation {
  return async (pod) => {
    const profile = matchingProfile(pod, await profiles());
    if (!profile) return undefined;
    return {
      ...pod,
      metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, [PROFILE_LABEL]: profile.name } },
      spec: { ...pod.spec, schedulerName: FARGATE_SCHEDULER },
    };
  };
}

/**
 * Whether the profile that a pod was assigned to goes or is gone. EKS then deletes the pod, and the next one is assigned
 * anew (https://docs.aws.amazon.com/eks/latest/APIReference/API_DeleteFargateProfile.html).
 */
export function outlivesItsProfile({ metadata, spec }: Pod, profiles: readonly FargateProfile[]): boolean {
  if (spec.schedulerName !== FARGATE_SCHEDULER) return false;
  const own = profiles.find(({ name }) => name === metadata.labels?.[PROFILE_LABEL]);
  return own === undefined || own.status === "DELETING";
}

/**
 * The profile that takes a pod: the one that its label names, else the first by name of those that select it. A pod
 * annotated with the compute type `ec2`, as CoreDNS is where it is not told otherwise, is taken by none.
 */
export function matchingProfile(pod: Pod, profiles: readonly FargateProfile[]): FargateProfile | undefined {
  if (pod.metadata.annotations?.[COMPUTE_TYPE] === "ec2") return undefined;
  const named = pod.metadata.labels?.[PROFILE_LABEL];
  return profiles
    .filter(({ name, status }) => status === "ACTIVE" && (named === undefined || name === named))
    .filter(({ selectors }) => selectors.some((selector) => selects(selector, pod)))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))[0];
}

function selects({ namespace, labels }: FargateProfile["selectors"][number], { metadata }: Pod): boolean {
  const pairs = Object.entries(metadata.labels ?? {});
  return (
    matches(namespace, metadata.namespace ?? "") &&
    Object.entries(labels).every(([key, value]) => pairs.some(([name, is]) => matches(key, name) && matches(value, is)))
  );
}

/** Whether a text has the form of a pattern in which `*` stands for any characters and `?` for one. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(text);
}
