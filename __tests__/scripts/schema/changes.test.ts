import { describe, expect, it } from "vitest";
import { changesTable, withTable } from "../../../scripts/schema/changes";
import { drift, impossible, inPlace, replacement } from "../../../src/description/schema/change";

describe("changesTable", () => {
  it("defaults: a row for each effect, the mildest first, with the outermost keys that have it", () => {
    const table = changesTable([
      { path: "range", change: impossible() },
      { path: "access", change: inPlace() },
      { path: "access.admins", change: inPlace() },
      { path: "access.creator", change: impossible() },
      { path: "access.viewers", change: inPlace() },
      { path: "pools", change: drift("every node") },
      { path: "pools[].limits", change: inPlace() },
      { path: "pools[].weight", change: inPlace() },
      { path: "pools[].disks", change: drift("every node") },
      { path: "profiles", change: replacement("made anew", []) },
      { path: "network" },
    ]);
    expect(table.split("\n")).toEqual([
      "| a change of | does |",
      "| --- | --- |",
      "| `access`, `pools[].limits`, `.weight` | in place |",
      "| `pools` | in place; Karpenter then replaces every node made from it, within the disruption budgets |",
      "| `profiles` | made anew |",
      "| `range`, `access.creator` | impossible, the plan fails; make another cluster beside this one |",
    ]);
  });
});

describe("withTable", () => {
  const page = withTable(
    "before\n<!-- Generated from the schema by 'npm run schema'; edits are lost. -->old<!-- End of what is generated. -->\nafter",
    "| table |",
  );

  it("defaults: what is between the marks is replaced, again and again", () => {
    expect(page.split("\n")).toEqual([
      "before",
      expect.stringContaining("Generated"),
      "",
      "| table |",
      "",
      expect.stringContaining("End"),
      "after",
    ]);
    expect(withTable(page, "| table |")).toBe(page);
  });

  it("fails when a mark is missing", () => {
    expect(() => withTable(page.replace("End", "and"), "| table |")).toThrow("are needed, and the table between");
  });
});
