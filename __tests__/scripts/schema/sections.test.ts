import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { clusterSections, readSectionNotes } from "../../../scripts/schema/files";
import { addCluster } from "../../../src";
import { SMALLEST, withApp } from "../../../testing/stacks";

const notes = Object.entries(readSectionNotes());
const rules = notes.flatMap(([path, { rules: own = [] }]) => own.map((rule) => ({ path, ...rule })));

/** What is wrong with the smallest cluster when it has this piece of a cluster file. */
function problems(piece: string): string {
  try {
    withApp({}, (app) => addCluster(app, { ...SMALLEST, ...parse(piece) }));
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe("sections.yaml", () => {
  it("is about each object of the schema, and no other, in its order", () => {
    expect(notes.map(([path]) => path)).toEqual(clusterSections());
  });

  it.each(notes.filter(([path]) => path !== ""))(
    "%s has an example that is about it, and is accepted",
    (path, note) => {
      const example = note.example ?? "";
      for (const key of path.replaceAll("[]", "").split(".")) expect(example).toContain(`${key}:`);
      expect(problems(example)).toBe("");
    },
  );

  it.each(rules.filter(({ breaks }) => breaks !== undefined))("$path: $says", ({ breaks = "" }) => {
    const found = problems(breaks);
    expect(found).not.toBe("");
    expect(found).not.toMatch(/unknown key/);
  });

  it("has few rules that nothing is said to break", () => {
    expect(rules.filter(({ breaks }) => breaks === undefined)).toHaveLength(1);
  });
});
