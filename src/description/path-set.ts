import type { KeyPath, Problem } from "./problem";

interface Step {
  readonly below: Map<string | number, Step>;
  isMember: boolean;
}

/** Paths, asked for by what is above and below them. Each answer takes as long as its path is, however many there are. */
export class PathSet {
  readonly #root: Step = { below: new Map(), isMember: false };

  constructor(paths: readonly KeyPath[] = []) {
    for (const path of paths) this.add(path);
  }

  add(path: KeyPath): void {
    let step = this.#root;
    for (const key of path) {
      const next = step.below.get(key) ?? { below: new Map(), isMember: false };
      step.below.set(key, next);
      step = next;
    }
    step.isMember = true;
  }

  has(path: KeyPath): boolean {
    return this.#end(path)?.isMember === true;
  }

  /** Whether one of them is the path, or contains it. */
  covers(path: KeyPath): boolean {
    let step: Step | undefined = this.#root;
    for (const key of path) {
      if (step === undefined || step.isMember) break;
      step = step.below.get(key);
    }
    return step?.isMember === true;
  }

  /** Whether one of them is the path, contains it or lies in it. */
  touches(path: KeyPath): boolean {
    // Each step but the first leads to a member.
    return this.covers(path) || (this.#end(path)?.below.size ?? 0) > 0;
  }

  #end(path: KeyPath): Step | undefined {
    let step: Step | undefined = this.#root;
    for (const key of path) step = step?.below.get(key);
    return step;
  }
}

/**
 * Drops problems that only follow from others: those whose path, or a value they lean on, is at, above or below a
 * value that is wrong itself.
 */
export function withoutConsequences<P extends Problem>(problems: readonly P[], broken: readonly KeyPath[]): P[] {
  if (broken.length === 0) return [...problems];
  const wrong = new PathSet(broken);
  return problems.filter(({ path, because = [] }) => ![path, ...because].some((each) => wrong.touches(each)));
}
