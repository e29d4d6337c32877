import { describe, expect, it } from "vitest";
import { expandNodePool } from "../../../../src/addons/karpenter/description/expand";
import { wantedLabels } from "../../../../src/addons/karpenter/description/requirement-set";
import { NodePoolSchema } from "../../../../src/addons/karpenter/schema/node-pool";

const KEY = "example.com/n";

type Part = readonly [operator: string, ...values: string[]];

function wanted(...parts: Part[]) {
  const requirements = parts.map(([operator, ...values]) => ({ key: KEY, operator, values }));
  const pool = NodePoolSchema.parse({ name: "a", template: { spec: { requirements } } });
  const found = wantedLabels(expandNodePool(pool)).get(KEY);
  if (!found) throw new Error("nothing is wanted of the label");
  return found;
}

const allowed = (...parts: Part[]) => ["1", "2", "3", "x"].filter(wanted(...parts).allows).join("");

describe("wantedLabels", () => {
  it.each<[string, Part[]]>([
    ["12", [["In", "1", "2"]]],
    ["3x", [["NotIn", "1", "2"]]],
    ["123x", [["Exists"]]],
    ["", [["DoesNotExist"]]],
    ["3", [["Gt", "2"]]],
    ["23", [["Gte", "2"]]],
    ["1", [["Lt", "2"]]],
    ["12", [["Lte", "2"]]],
    [
      "2",
      [
        ["Gt", "1"],
        ["Lt", "3"],
      ],
    ],
    [
      "3",
      [
        ["In", "1", "3", "x"],
        ["Gt", "1"],
      ],
    ],
    [
      "1",
      [
        ["NotIn", "2"],
        ["In", "1", "2"],
      ],
    ],
    [
      "x",
      [
        ["NotIn", "1"],
        ["NotIn", "2", "3"],
      ],
    ],
    ["123x", [["In"]]],
  ])("allows %s", (values, parts) => {
    expect(allowed(...parts)).toBe(values);
  });

  it.each<[string, Part[]]>([
    [
      "In against NotIn",
      [
        ["In", "1"],
        ["NotIn", "1"],
      ],
    ],
    [
      "two lists that share nothing",
      [
        ["In", "1"],
        ["In", "2"],
      ],
    ],
    ["Exists against DoesNotExist", [["Exists"], ["DoesNotExist"]]],
    [
      "an empty range",
      [
        ["Gt", "1"],
        ["Lt", "2"],
      ],
    ],
    [
      "a list out of a range",
      [
        ["In", "1", "x"],
        ["Gt", "1"],
      ],
    ],
  ])("sees a contradiction in %s", (_, parts) => {
    expect(wanted(...parts).contradictory).toBe(true);
  });

  it("sees none where the label may be missing", () => {
    expect(wanted(["DoesNotExist"], ["NotIn", "1"]).contradictory).toBe(false);
  });

  it("says which values were listed, and where", () => {
    expect(wanted(["Exists"], ["In", "1", "2"]).listed).toEqual(["1", "2"]);
    expect(wanted(["NotIn", "1"]).listed).toBeUndefined();
    expect(wanted(["Exists"], ["In", "1", "2"], ["Gt", "0"]).said).toEqual(["Exists", "In 1, 2", "Gt 0"]);
    expect(wanted(["Exists"], ["In", "1"]).origins).toEqual([{ requirement: 0 }, { requirement: 1 }]);
  });
});
