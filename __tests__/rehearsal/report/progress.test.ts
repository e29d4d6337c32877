import { describe, expect, it } from "vitest";
import { startProgress } from "../../../rehearsal/report/progress";

function written(isTTY: boolean): string[] {
  const texts: string[] = [];
  const progress = startProgress({ isTTY, write: (text) => texts.push(text) }, "deploy");
  progress.note("building");
  progress.done("✓ deploy  1 s");
  return texts;
}

describe("startProgress", () => {
  it("defaults: plain lines where the output is no terminal", () => {
    expect(written(false)).toEqual(["deploy ...\n", "  building\n", "✓ deploy  1 s\n"]);
  });

  it("draws over its own line on a terminal, and leaves the last one", () => {
    const texts = written(true);
    expect(texts[0]).toContain(" deploy  0 s");
    expect(texts.at(-1)).toBe("\r\x1b[2K✓ deploy  1 s\n");
  });
});
