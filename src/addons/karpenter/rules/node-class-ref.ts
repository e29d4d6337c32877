import { error, type KeyPath, type Problem, warning } from "../../../description/problem";
import { didYouMean } from "../../../knowledge/suggestion";
import type { KarpenterContext } from "../description/context";
import { nodeClassPath } from "../description/context";
import { nodeClassName } from "../description/expand";

/** Rules for the node class that a pool refers to. */
export function nodeClassRefRules(context: KarpenterContext, index: number, path: KeyPath): Problem[] {
  const written = context.nodePools[index];
  if (!written) return [];
  const name = nodeClassName(written);
  const names = context.nodeClasses.map((candidate) => candidate.name);
  if (names.includes(name)) return [];
  const at = written.template?.spec?.nodeClassRef ? ["template", "spec", "nodeClassRef", "name"] : ["nodeClass"];
  return [
    error(
      [...path, ...at],
      `there is no node class '${name}'${didYouMean(name, names) || `; name one of karpenter.nodeClasses: ${names.join(", ")}`}`,
    ),
  ];
}

/** Node classes that no pool makes nodes of. */
export function unusedClassRules(context: KarpenterContext): Problem[] {
  const used = new Set(context.nodePools.map(nodeClassName));
  return context.nodeClasses.flatMap(({ name }, index) =>
    used.has(name)
      ? []
      : [
          warning(
            [...nodeClassPath(index), "name"],
            `no node pool uses node class '${name}'; name it as nodeClass of a pool, or remove it`,
          ),
        ],
  );
}
