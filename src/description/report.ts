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
  /**
   * How many more it stands for.
   * @default 0
   */
  readonly untold?: number;
}

/** Finds the place of a problem in its source. */
export function findingOf(source: Source, problem: SourceProblem): Finding {
  const { severity, path, message, untold, at = "value" } = problem;
  const position = problem.position ?? (path.length > 0 ? source.locate(path, at) : undefined);
  return { origin: source.origin, severity, path, message, ...(position && { position }), ...(untold && { untold }) };
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

/** Findings that are shown, of all origins and of each when there are many. */
const SHOWN = { inAll: 100, ofEach: 10 };

/**
 * As many findings as somebody reads: of a thousand files with a thousand mistakes each, the first of the first files,
 * and a line that counts the rest.
 *
 * @param untold - how many more these lines stand for
 */
export function shortened(lines: readonly string[], untold = 0): string[] {
  if (lines.length <= SHOWN.inAll) return [...lines];
  const ofEach = Math.max(SHOWN.ofEach, Math.floor(SHOWN.inAll / new Set(lines.map(originOf)).size));
  const perOrigin = new Map<string, number>();
  const shown = lines.filter((line) => {
    const origin = originOf(line);
    const count = (perOrigin.get(origin) ?? 0) + 1;
    perOrigin.set(origin, count);
    return count <= ofEach;
  });
  const kept = shown.slice(0, SHOWN.inAll);
  const origins = perOrigin.size === 1 ? "" : ` in ${perOrigin.size} files or clusters`;
  const all = lines.length + untold;
  return [...kept, `and ${all - kept.length} more: ${all} findings${origins}`];
}

function originOf(line: string): string {
  return line.split("  ")[0]?.replace(/:\d+:\d+$/, "") ?? "";
}

/** Descriptions that can't be built. */
export class DescriptionError extends Error {
  override readonly name = "DescriptionError";
  /** All findings, sorted. The message has no more than somebody reads. */
  readonly findings: readonly Finding[];
  /** The findings as they are shown. */
  readonly problems: readonly string[];

  /** @param unchecked - how many more files or clusters there are that weren't looked at */
  /** @internal */
  constructor(findings: readonly Finding[], unchecked = 0) {
    const sorted = sortFindings(findings);
    const problems = sorted.map(formatFinding);
    const untold = findings.reduce((sum, finding) => sum + (finding.untold ?? 0), 0);
    const rest = unchecked === 0 ? [] : [`${unchecked} more files or clusters weren't checked; mend these first`];
    super([...shortened(problems, untold), ...rest].join("\n"));
    this.findings = sorted;
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
