import type { Part } from "../preflight";

/** How a scenario ended. */
export interface Result {
  readonly scenario: string;
  readonly outcome: "passed" | "failed" | "left out" | "not reached";
  readonly seconds?: number;
  /** Why it was left out, or what failed. */
  readonly reason?: string;
}

/** What was rehearsed with what, as two tables. */
export function summary(results: readonly Result[], parts: readonly Part[], notes: readonly string[]): string {
  const rows = results.map(({ scenario, outcome, seconds, reason = "" }) => {
    return [scenario, outcome, seconds === undefined ? "" : `${seconds.toFixed(0)} s`, firstLine(reason)];
  });
  const kinds = parts.map(({ name, is, detail }) => [name, is, detail]);
  return [
    ...table([["scenario", "result", "time", ""], ...rows]),
    "",
    ...table([["part", "is", "what"], ...kinds]),
    "",
    ...notes.map((note) => `note: ${note}`),
  ].join("\n");
}

/** Whether all that could be rehearsed was, and passed. */
export function succeeded(results: readonly Result[]): boolean {
  return results.some(({ outcome }) => outcome === "passed") && !results.some(({ outcome }) => isBad(outcome));
}

function isBad(outcome: Result["outcome"]): boolean {
  return outcome === "failed" || outcome === "not reached";
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
