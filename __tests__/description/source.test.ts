import { describe, expect, it } from "vitest";
import { codeSource } from "../../src/description/source";

describe("codeSource", () => {
  it("defaults: is named after its cluster and has no positions", () => {
    const value = { name: "sandbox" };
    const source = codeSource(value);
    expect(source).toMatchObject({ origin: 'cluster "sandbox"', readable: true, problems: [], broken: [] });
    expect(source.value).toEqual(value);
    expect(source.locate(["name"], "value")).toBeUndefined();
    expect(source.text(["name"])).toBeUndefined();
  });

  it("fails when there is no name, later and with an origin that says so", () => {
    for (const value of [{}, { name: 5 }, null, undefined, "x"]) {
      expect(codeSource(value).origin).toBe("cluster without a name");
    }
  });
});
