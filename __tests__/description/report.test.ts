import { describe, expect, it } from "vitest";
import { error, warning } from "../../src/description/problem";
import { DescriptionError, findingOf, formatFinding, shortened, sortFindings } from "../../src/description/report";
import { codeSource } from "../../src/description/source";
import { yamlSource } from "../../src/description/yaml";

const file = yamlSource("clusters/x.yaml", "name: x\nnetwork:\n  cidr: y\n");

describe("formatFinding", () => {
  it("defaults: place, key path and message", () => {
    expect(formatFinding(findingOf(file, error(["network", "cidr"], "wrong; mend it")))).toBe(
      "clusters/x.yaml:3:9  network.cidr  wrong; mend it",
    );
    expect(formatFinding(findingOf(file, { ...error(["network", "cidr"], "unknown key"), at: "key" }))).toBe(
      "clusters/x.yaml:3:3  network.cidr  unknown key",
    );
  });

  it("names the cluster where there is no file", () => {
    expect(formatFinding(findingOf(codeSource({ name: "x" }), error(["region"], "missing")))).toBe(
      'cluster "x"  region  missing',
    );
  });

  it("leaves out what a problem of the whole file lacks", () => {
    expect(formatFinding(findingOf(file, error([], "empty")))).toBe("clusters/x.yaml  empty");
    expect(formatFinding(findingOf(file, { ...error([], "tab"), position: { line: 2, column: 1 } }))).toBe(
      "clusters/x.yaml:2:1  tab",
    );
  });

  it("marks warnings", () => {
    expect(formatFinding(findingOf(file, warning(["name"], "short")))).toBe(
      "clusters/x.yaml:1:7  name  warning: short",
    );
  });

  it("shows what could fake or hide a line", () => {
    const finding = findingOf(codeSource({ name: "a\nb" }), error(["x\u001b[31m"], "got \u202e\u0085\u2028x"));
    expect(formatFinding(finding)).toBe('cluster "a\\nb"  ["x\\u001b[31m"]  got \\u202e\\u0085\\u2028x');
  });
});

describe("formatFinding, of what has no width", () => {
  it("shows it", () => {
    const finding = findingOf(codeSource({ name: "a\u200bb" }), error([], "\ufeff\u2060\u00ad\u{e0041}\ud800 ä 中"));
    expect(formatFinding(finding)).toBe('cluster "a\\u200bb"  \\ufeff\\u2060\\u00ad\\u{e0041}\\ud800 ä 中');
  });
});

describe("shortened", () => {
  const lines = (files: number, each: number) =>
    Array.from({ length: files * each }, (_, index) => `f${Math.floor(index / each)}.yaml:${index}:1  a  b`);

  it("defaults: keeps what somebody reads", () => {
    expect(shortened(lines(1, 100))).toEqual(lines(1, 100));
    expect(shortened([])).toEqual([]);
  });

  it("shows the first of each file, a hundred in all, and counts the rest", () => {
    const shown = shortened(lines(20, 30));
    expect(shown).toHaveLength(101);
    expect(shown.filter((line) => line.startsWith("f0.yaml"))).toHaveLength(10);
    expect(shown.at(-1)).toBe("and 500 more: 600 findings in 20 files or clusters");
    expect(shortened(lines(1, 150)).at(-1)).toBe("and 50 more: 150 findings");
  });
});

describe("sortFindings", () => {
  it("defaults: by origin in byte order, line, column", () => {
    const at = (origin: string, line: number, column: number) => ({
      ...findingOf(file, error([], "")),
      origin,
      position: { line, column },
    });
    const sorted = [at("B", 9, 9), at("a", 2, 10), at("a", 10, 1), at("a-b", 1, 1), at("a/b", 1, 1)];
    expect(sortFindings(sorted.toReversed()).map(({ origin, position }) => [origin, position?.line])).toEqual([
      ["B", 9],
      ["a", 2],
      ["a", 10],
      ["a-b", 1],
      ["a/b", 1],
    ]);
  });
});

describe("DescriptionError", () => {
  it("defaults: carries all findings, sorted, one line each", () => {
    const thrown = new DescriptionError([
      findingOf(file, error(["network"], "second")),
      findingOf(file, error(["name"], "first")),
    ]);
    expect(thrown).toBeInstanceOf(Error);
    expect(thrown.problems).toEqual(["clusters/x.yaml:1:7  name  first", "clusters/x.yaml:3:3  network  second"]);
    expect(thrown.message).toBe(thrown.problems.join("\n"));
    expect(thrown.name).toBe("DescriptionError");
  });
});
