import { error, type KeyPath, type Problem, warning } from "../../../description/problem";
import { restriction } from "../description/labels";
import type { NodePool } from "../description/objects";

/** Rules for labels and taints of the nodes of a NodePool. */
export function nodeTemplateRules(pool: NodePool, path: KeyPath): Problem[] {
  return [...labelProblems(pool, path), ...taintProblems(pool, path)];
}

function labelProblems(pool: NodePool, path: KeyPath): Problem[] {
  return Object.keys(pool.spec.template.metadata?.labels ?? {}).flatMap((key) => {
    const restricted = restriction(key);
    return restricted ? [{ ...error([...path, "template", "metadata", "labels", key], restricted), at: "key" }] : [];
  });
}

/** Domains of labels that tools put on objects of their own. */
const OF_TOOLS = /^(app\.kubernetes\.io|helm\.sh|.*\.(argoproj|fluxcd)\.io)\//;

/** Labels of the pool itself say nothing of its nodes, and are often meant to. */
export function poolLabelRules({ metadata, spec }: NodePool, path: KeyPath): Problem[] {
  const ofNodes = spec.template.metadata?.labels ?? {};
  return Object.keys(metadata.labels ?? {}).flatMap((key) =>
    OF_TOOLS.test(key) || Object.hasOwn(ofNodes, key)
      ? []
      : [
          {
            ...warning(
              [...path, "labels", key],
              "this labels the NodePool and no node; a label of its nodes belongs under template.metadata.labels",
            ),
            at: "key" as const,
          },
        ],
  );
}

/** Karpenter refuses a pair of key and effect that stands twice, be it in one list or in both. */
function taintProblems(pool: NodePool, path: KeyPath): Problem[] {
  const { taints = [], startupTaints = [] } = pool.spec.template.spec;
  const seen = new Set<string>();
  const check = (list: "taints" | "startupTaints") => (taint: (typeof taints)[number], index: number) => {
    const pair = `${taint.key}:${taint.effect}`;
    if (seen.has(pair)) {
      const message = `a taint with key ${taint.key} and effect ${taint.effect} was given before (taints and startup taints count together); drop one`;
      return [error([...path, "template", "spec", list, index], message)];
    }
    seen.add(pair);
    return [];
  };
  return [...taints.flatMap(check("taints")), ...startupTaints.flatMap(check("startupTaints"))];
}
