import { error, type Problem } from "../problem";
import { quoted } from "./wording";

/**
 * What to say of a file that is of another tool as a whole: once what it is, instead of each of its keys that isn't known.
 * Nothing of what may be a description of a cluster.
 */
export function foreignFile(input: unknown): Problem | undefined {
  if (input === null || typeof input !== "object") return undefined;
  if (Object.hasOwn(input, "AWSTemplateFormatVersion")) {
    return atKey(
      "AWSTemplateFormatVersion",
      "this is a template of CloudFormation, not a description of a cluster; keep it elsewhere",
    );
  }
  if (!("apiVersion" in input && "kind" in input)) return undefined;
  const { apiVersion, kind } = input;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return undefined;
  const [group] = apiVersion.split("/");
  return atKey("apiVersion", OF_GROUP.get(group ?? "")?.(kind) ?? ofKubernetes(kind));
}

function ofKubernetes(kind: string): string {
  return `this is an object of Kubernetes (kind ${quoted(kind)}), not a description of a cluster; keep it elsewhere, and write one file for each cluster with name, region and network`;
}

const OF_GROUP: ReadonlyMap<string, (kind: string) => string> = new Map([
  [
    "eksctl.io",
    () =>
      "this is a file of eksctl, which isn't read here; write a description of the cluster: metadata becomes name, region, kubernetesVersion and tags, vpc becomes network, fargateProfiles become fargate.profiles, cloudWatch becomes controlPlane.logging, accessConfig becomes controlPlane.access, and karpenter.nodePools take the place of node groups",
  ],
  [
    "karpenter.sh",
    (kind: string) =>
      `this is an object of Karpenter (kind ${quoted(kind)}), not a description of a cluster; its name and spec belong into an item of karpenter.nodePools of a cluster`,
  ],
  [
    "karpenter.k8s.aws",
    (kind: string) =>
      `this is an object of Karpenter (kind ${quoted(kind)}), not a description of a cluster; its name and spec belong into an item of karpenter.nodeClasses of a cluster`,
  ],
]);

function atKey(key: string, message: string): Problem {
  return { ...error([key], message), at: "key" };
}
