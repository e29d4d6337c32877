import { describe, expect, it } from "vitest";
import { examples } from "../../../../testing/corpus";
import { judgeExamples } from "../../../karpenter/corpus/examples";
import { acceptsAll, refusesAll } from "./servers";

const ALL = [...examples("node-pools.yaml"), ...examples("node-classes.yaml")];

describe("judgeExamples", () => {
  it("sees each example that the API server should have refused", async () => {
    const { count, findings, wrong } = await judgeExamples(acceptsAll);
    const expected = ALL.filter(({ by }) => by === "apiServer");
    expect(count).toBe(ALL.length);
    expect(findings).toEqual([]);
    expect(wrong).toHaveLength(expected.length);
    for (const [index, { name }] of expected.entries()) expect(wrong[index]).toContain(`, ${name}: we refused it (`);
  });

  it("sees each example that the API server should have accepted, with its message", async () => {
    const { findings, wrong } = await judgeExamples(refusesAll);
    const expected = ALL.filter(({ valid }) => valid);
    expect(wrong).toHaveLength(expected.length);
    for (const line of wrong) expect(line).toContain("we accepted it; the API server refused it (");
    expect(wrong[0]).toContain("422 not like this");
    expect(findings).toHaveLength(ALL.filter(({ valid, by }) => !valid && by !== "apiServer").length);
  });
});
