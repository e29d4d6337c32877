import { isWithin } from "./parsing/salvage";
import type { KeyPath, Problem } from "./problem";

/**
 * Drops problems that only follow from others: those whose path, or a value they lean on, is at, above or below a
 * value that is wrong itself.
 */
export function withoutConsequences<P extends Problem>(problems: readonly P[], broken: readonly KeyPath[]): P[] {
  const doubtful = (path: KeyPath) => broken.some((wrong) => isWithin(path, wrong) || isWithin(wrong, path));
  return problems.filter(({ path, because = [] }) => ![path, ...because].some(doubtful));
}
