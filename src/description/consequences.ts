import { PathSet } from "./path-set";
import type { KeyPath, Problem } from "./problem";

/**
 * Drops problems that only follow from others: those whose path, or a value they lean on, is at, above or below a
 * value that is wrong itself.
 */
export function withoutConsequences<P extends Problem>(problems: readonly P[], broken: readonly KeyPath[]): P[] {
  if (broken.length === 0) return [...problems];
  const wrong = new PathSet(broken);
  return problems.filter(({ path, because = [] }) => ![path, ...because].some((each) => wrong.touches(each)));
}
