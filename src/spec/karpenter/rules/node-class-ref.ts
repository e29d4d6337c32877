import { error, type KeyPath, type Problem } from "../../problem";
import { amiFamily } from "../ami";
import type { KarpenterContext } from "../context";
import { expandNodeClass, nodeClassName } from "../expand";
import { normalizedKey } from "../labels";
import { didYouMean } from "../nearest";
import type { NodePool } from "../objects";

/** Rules for the node class that a pool refers to. */
export function nodeClassRefRules(pool: NodePool, context: KarpenterContext, index: number, path: KeyPath): Problem[] {
  const written = context.nodePools[index];
  if (!written) return [];
  const name = nodeClassName(written);
  const nodeClass = context.nodeClasses.find((candidate) => candidate.name === name);
  if (!nodeClass) {
    const names = context.nodeClasses.map((candidate) => candidate.name);
    const at = written.template?.spec?.nodeClassRef ? ["template", "spec", "nodeClassRef", "name"] : ["nodeClass"];
    return [
      error(
        [...path, ...at],
        `there is no node class '${name}'${didYouMean(name, names) || `; name one of karpenter.nodeClasses: ${names.join(", ")}`}`,
      ),
    ];
  }
  const family = amiFamily(expandNodeClass(nodeClass, context).spec);
  if (!family.startsWith("Windows") || mentionsOs(written)) return [];
  return [
    error(
      [...path, "template", "spec", "requirements"],
      `node class '${pool.spec.template.spec.nodeClassRef.name}' makes Windows nodes, and a pool takes Linux unless it says otherwise; add { key: kubernetes.io/os, operator: In, values: [windows] }`,
    ),
  ];
}

function mentionsOs(pool: KarpenterContext["nodePools"][number]): boolean {
  const keys = [
    ...(pool.template?.spec?.requirements ?? []).map((requirement) => requirement.key),
    ...Object.keys(pool.template?.metadata?.labels ?? {}),
  ];
  return keys.some((key) => normalizedKey(key) === "kubernetes.io/os");
}
