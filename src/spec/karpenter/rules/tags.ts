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
    ...tagProblems(context.tags, ["tags"]),
    ...context.nodeClasses.flatMap((nodeClass, index) =>
      tagProblems(nodeClass.tags ?? {}, [...nodeClassPath(index), "tags"]),
    ),
  ];
}

function tagProblems(tags: Readonly<Record<string, string>>, at: KeyPath): Problem[] {
  return Object.keys(tags).flatMap((key) => {
    const why = reserved(key);
    return why ? [{ ...error([...at, key], `the tag '${key}' ${why}; drop it`), at: "key" as const }] : [];
  });
}

function reserved(key: string): string | undefined {
  if (KARPENTERS_OWN.has(key)) return "is set by Karpenter on each instance, and node classes with it are refused";
  if (key.startsWith("kubernetes.io/cluster"))
    return "says which cluster owns a resource, and node classes with it are refused";
  if (key.toLowerCase().startsWith("aws:")) return "begins with 'aws:', which AWS keeps for itself";
  return undefined;
}
