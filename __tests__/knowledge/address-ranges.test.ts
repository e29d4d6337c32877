import { describe, expect, it } from "vitest";
import { isPrivate, networkOf, overlaps } from "../../src/knowledge/address-ranges";

describe("overlaps", () => {
  it("is true for ranges that share an address, in either order", () => {
    expect(overlaps("10.0.0.0/16", "10.0.3.0/24")).toBe(true);
    expect(overlaps("10.0.3.0/24", "10.0.0.0/16")).toBe(true);
    expect(overlaps("10.0.0.0/16", "10.0.0.0/16")).toBe(true);
  });

  it("is false for neighbours", () => {
    expect(overlaps("10.0.0.0/17", "10.0.128.0/17")).toBe(false);
  });
});

describe("networkOf", () => {
  it("is the range that an address lies in", () => {
    expect(networkOf("10.0.3.7/16")).toBe("10.0.0.0/16");
    expect(networkOf("10.0.0.0/16")).toBe("10.0.0.0/16");
    expect(networkOf("203.0.113.9/32")).toBe("203.0.113.9/32");
    expect(networkOf("0.0.0.0/0")).toBe("0.0.0.0/0");
  });
});

describe("isPrivate", () => {
  it("is true only for ranges wholly within RFC 1918", () => {
    expect(["10.0.0.0/8", "172.31.0.0/16", "192.168.1.0/24"].filter((range) => !isPrivate(range))).toEqual([]);
    expect(["172.16.0.0/11", "172.32.0.0/16", "100.64.0.0/10", "0.0.0.0/0"].filter(isPrivate)).toEqual([]);
  });
});
