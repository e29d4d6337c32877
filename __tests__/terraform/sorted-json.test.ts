import { describe, expect, it } from "vitest";
import { sortedJson } from "../../src/terraform/sorted-json";

describe("sortedJson", () => {
  it("defaults: sorts keys at every depth by code unit, and keeps the order of lists", () => {
    expect(sortedJson({ b: [{ d: 1, c: 2 }, "a"], a: null, B: true })).toBe(
      '{"B":true,"a":null,"b":[{"c":2,"d":1},"a"]}',
    );
  });

  it("leaves out what is undefined, and keeps what is empty", () => {
    expect(sortedJson({ a: undefined, b: [], c: {}, d: "", e: 0, f: false })).toBe(
      '{"b":[],"c":{},"d":"","e":0,"f":false}',
    );
  });

  it("takes keys that mean something to JavaScript as any other", () => {
    expect(sortedJson(JSON.parse('{"__proto__":{"a":"b"},"constructor":1}'))).toBe(
      '{"__proto__":{"a":"b"},"constructor":1}',
    );
  });
});
