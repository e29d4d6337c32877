import { describe, expect, it } from "vitest";
import { type Progress, ProgressDisplay, type Terminal } from "../../report/progress";

function written(terminal: Omit<Terminal, "write">, steps: (start: (name: string) => Progress) => void): string[] {
  const texts: string[] = [];
  const display = new ProgressDisplay({ ...terminal, write: (text) => texts.push(text) });
  steps((name) => display.start(name));
  return texts;
}

function deploy(start: (name: string) => Progress): void {
  const progress = start("deploy");
  progress.note("building");
  progress.done("✓ deploy  1 s");
}

describe("ProgressDisplay", () => {
  it("defaults: plain lines where the output is no terminal", () => {
    expect(written({}, deploy)).toEqual(["deploy ...\n", "  deploy: building\n", "✓ deploy  1 s\n"]);
  });

  it("draws over its own line on a terminal, and leaves the last one", () => {
    const texts = written({ isTTY: true }, deploy);
    expect(texts[0]).toContain(" deploy  0 s");
    expect(texts.at(-1)).toBe("\r\x1b[J✓ deploy  1 s\n");
  });

  it("has a line for each step that runs, and draws over all of them", () => {
    const texts = written({ isTTY: true }, (start) => {
      const [one, other] = [start("one"), start("other")];
      one.done("✓ one");
      other.done("✓ other");
    });
    const plain = texts.map((text) => text.replaceAll("\x1b[J", "<erase>").replaceAll("\x1b[1A", "<up>"));
    expect(plain[1]).toMatch(/^\r<erase>. one {2}0 s\n. other {2}0 s$/);
    expect(plain[2]).toMatch(/^\r<up><erase>✓ one\n. other {2}0 s$/);
    expect(texts[3]).toBe("\r\x1b[J✓ other\n");
  });

  it("cuts a line that the terminal would break", () => {
    const [text = ""] = written({ isTTY: true, columns: 20 }, (start) => start("a step with a long name").done("✓"));
    expect(text.replace("\r\x1b[J", "")).toHaveLength(19);
  });
});
