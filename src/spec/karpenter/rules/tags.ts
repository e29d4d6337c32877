import { error, type KeyPath, type Problem } from "../../problem";
import type { KarpenterContext } from "../context";
import { nodeClassPath } from "../context";

const KARPENTERS_OWN = new Set([
  "eks:eks-cluster-name",
  "karpenter.sh/nodepool",
  "karpenter.sh/nodeclaim",
  "karpenter.k8s.aws/ec2nodeclass",
]);

/** Rules for the tags of what Karpenter starts: those of the node classes, and those of the cluster that go there too. */
export function tagRules(context: KarpenterContext): Problem[] {
  return [
    // Whether AWS takes the tags of the cluster at all is checked with the cluster.
    ...tagProblems(context.tags, ["tags"], karpenters),
    ...context.nodeClasses.flatMap((nodeClass, index) =>
      tagProblems(nodeClass.tags ?? {}, [...nodeClassPath(index), "tags"], (key) => karpenters(key) ?? aws(key)),
    ),
  ];
}

function tagProblems(
  tags: Readonly<Record<string, string>>,
  at: KeyPath,
  reserved: (key: string) => string | undefined,
): Problem[] {
  return Object.keys(tags).flatMap((key) => {
    const why = reserved(key);
    return why ? [{ ...error([...at, key], `the tag '${key}' ${why}; drop it`), at: "key" as const }] : [];
  });
}

function karpenters(key: string): string | undefined {
  if (KARPENTERS_OWN.has(key)) return "is set by Karpenter on each instance, and node classes with it are refused";
  return key.startsWith("kubernetes.io/cluster")
    ? "says which cluster owns a resource, and node classes with it are refused"
    : undefined;
}

function aws(key: string): string | undefined {
  return /^aws:/i.test(key) ? "begins with 'aws:', which AWS keeps for itself" : undefined;
}
