import { describe, expect, it } from "vitest";
import { clusterOf, errorLines, examples, problemsOf } from "../../../../testing/corpus";

describe.each(["node-pools.yaml", "node-classes.yaml"] as const)("examples in %s", (file) => {
  it.each(
    examples(file).map(
      (example) => [example.valid ? "accepts" : "fails when there is", example.name, example] as const,
    ),
  )("%s %s", (_, __, example) => {
    const errors = errorLines(problemsOf(clusterOf(example)));
    if (example.valid) expect(errors).toBe("");
    else {
      expect(errors).not.toBe("");
      expect(errors).toContain(example.error);
    }
  });

  it("gives each example a name of its own", () => {
    const names = examples(file).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("says of each bad example who refuses it, and why", () => {
    const bad = examples(file).filter(({ valid }) => !valid);
    expect(bad.filter(({ by, error }) => by === undefined || error === undefined)).toEqual([]);
  });
});
