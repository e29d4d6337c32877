import { describe, expect, it } from "vitest";
import { list, parseXml } from "../xml";

describe("parseXml", () => {
  it("defaults: records, lists of items and members, and text", () => {
    const xml = `<?xml version="1.0"?><Answer xmlns="urn:x"><set><item><id>a</id></item><item><id>b</id></item></set>
      <names><member>one</member></names><none/><text>a &lt;b&gt; &amp; &#99;</text></Answer>`;
    expect(parseXml(xml)).toEqual({ set: [{ id: "a" }, { id: "b" }], names: ["one"], none: "", text: "a <b> & c" });
  });

  it("fails when there is no XML", () => {
    expect(() => parseXml("Internal Server Error")).toThrow("no XML: Internal");
  });
});

describe("list", () => {
  it("defaults: an empty element is an empty list", () => {
    expect(list("")).toEqual([]);
    expect(list(undefined)).toEqual([]);
    expect(list(["a"])).toEqual(["a"]);
  });
});
