import type { KeyPath, Problem } from "./problem";
import { formatPath } from "./problem";
import type { Position, Source, SourceProblem } from "./source";

/** A problem, and where to find what it is about. */
export interface Finding {
  /** `clusters/sandbox.yaml`, or `cluster "sandbox"`. */
  readonly origin: string;
  /** @default - none: a description in code, or a problem of the whole file */
  readonly position?: Position;
  readonly severity: Problem["severity"];
  readonly path: KeyPath;
  readonly message: string;
}

/** Finds the place of a problem in its source. */
export function findingOf(source: Source, problem: SourceProblem): Finding {
  const { severity, path, message, at = "value" } = problem;
  const position = problem.position ?? (path.length > 0 ? source.locate(path, at) : undefined);
  return { origin: source.origin, severity, path, message, ...(position && { position }) };
}

/** `clusters/sandbox.yaml:12:5  network.natGateways  what is wrong; what to do`, always one line. */
export function formatFinding({ origin, position, severity, path, message }: Finding): string {
  const place = position ? `${origin}:${position.line}:${position.column}` : origin;
  const text = severity === "warning" ? `warning: ${message}` : message;
  return visible([place, formatPath(path), text].filter((part) => part !== "").join("  "));
}

/** By origin, then from top to bottom. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      compare(a.origin, b.origin) ||
      (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
      (a.position?.column ?? 0) - (b.position?.column ?? 0),
  );
}

/** Descriptions that can't be built. Its message holds all that was found, one line each. */
export class DescriptionError extends Error {
  override readonly name = "DescriptionError";
  /** The findings as they are shown, sorted. */
  readonly problems: readonly string[];

  constructor(findings: readonly Finding[]) {
    const problems = sortFindings(findings).map(formatFinding);
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** Code units, not a locale: the order has to be the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Shows characters that could fake or hide a line or a word: controls, turns of direction, what has no width. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
  });
}
