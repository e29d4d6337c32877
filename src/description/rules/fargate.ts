import { fargateSize } from "../../knowledge/fargate-size";
import {
  BASE_PROFILE,
  type BasePods,
  type ClusterSpec,
  COREDNS_PODS,
  type PodSelector,
  selects,
} from "../cluster-spec";
import { error, type KeyPath, type Problem, warning } from "../problem";
import { namedTwice } from "./listed-twice";

const PROFILES = ["fargate", "profiles"];

/** EKS's quotas: https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html */
const MOST_LABELS = 5;
const USUAL_PROFILES = 10;

/** A pod gets the profile's name as a label, of at most 63 characters. A dash and eight digits of a hash follow the name. */
const LONGEST_NAME = 63 - "-01234567".length;

/**
 * Fargate profiles, and whether what has to run on Fargate does.
 * @param addonPods pods of add-ons that the base profile is for, too
 */
export function fargateRules(cluster: ClusterSpec, addonPods: readonly BasePods[]): Problem[] {
  const { profiles } = cluster.fargate;
  const problems = [
    ...namedTwice(profiles, (index) => [...PROFILES, index]),
    ...profiles.flatMap((profile, index) => profileRules(profile, [...PROFILES, index])),
  ];
  if (profiles.length > USUAL_PROFILES) {
    problems.push(
      warning(
        PROFILES,
        `with the base profile these are ${profiles.length}, and EKS allows ${USUAL_PROFILES} unless the quota was raised; join some`,
      ),
    );
  }
  return [...problems, ...baseRules(cluster, [COREDNS_PODS, ...addonPods]), ...addonPods.flatMap(sizeRules)];
}

type Profile = ClusterSpec["fargate"]["profiles"][number];

function profileRules(profile: Profile, path: KeyPath): Problem[] {
  const problems: Problem[] = [];
  if (profile.name.startsWith("eks-")) {
    problems.push(
      error([...path, "name"], `names that begin with eks- are EKS's own; choose another than "${profile.name}"`),
    );
  }
  if (profile.name.length > LONGEST_NAME) {
    problems.push(
      error(
        [...path, "name"],
        `the name has ${profile.name.length} characters; with the hash that follows it, it becomes a label of each pod, and these have 63 at most: shorten it to ${LONGEST_NAME}`,
      ),
    );
  }
  return [
    ...problems,
    ...profile.selectors.flatMap((selector, number) => selectorRules(selector, [...path, "selectors", number])),
  ];
}

function selectorRules({ namespace, labels }: Profile["selectors"][number], path: KeyPath): Problem[] {
  const problems: Problem[] = [];
  if (/^\*+$/.test(namespace) && Object.keys(labels).length === 0) {
    problems.push(
      warning(
        [...path, "namespace"],
        "this selects every pod, and Karpenter would start no node at all; name namespaces or labels",
      ),
    );
  }
  if (Object.keys(labels).length > MOST_LABELS) {
    problems.push(
      error(
        [...path, "labels"],
        `there are ${Object.keys(labels).length} labels, and EKS takes ${MOST_LABELS}; remove some`,
      ),
    );
  }
  return problems;
}

/** A base profile of the user's own must do what the base profile is for. */
function baseRules({ fargate }: ClusterSpec, pods: readonly BasePods[]): Problem[] {
  const index = fargate.profiles.findIndex(({ name }) => name === BASE_PROFILE);
  const base = fargate.profiles[index];
  if (!base) return [];
  const path = [...PROFILES, index, "selectors"];
  return pods
    .filter(({ pods }) => !base.selectors.some((selector) => selects(selector, pods)))
    .map(({ who, pods, because }) =>
      error(
        path,
        `no selector takes the pods of ${who}, which run on Fargate by the profile "${BASE_PROFILE}"; add ${written(pods)}`,
        because,
      ),
    );
}

/** A selector as it is written in a description. */
function written({ namespace, labels }: PodSelector): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  return `{ namespace: ${namespace}, labels: { ${pairs.join(", ")} } }`;
}

function sizeRules({ size }: BasePods): Problem[] {
  if (!size || fargateSize(size.cpu, size.memory)) return [];
  return [
    error(
      size.path,
      `${size.cpu} CPU with ${size.memory} is more than a Fargate pod can have; keep to 16 vCPU and, with 256 MiB for Fargate itself, 120 GB`,
    ),
  ];
}
