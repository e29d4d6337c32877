import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { reasonOf } from "../../report/reason";

function reason(check: () => void): string {
  try {
    check();
  } catch (error) {
    return reasonOf(error);
  }
  throw new Error("the check passed");
}

describe("reasonOf", () => {
  it("defaults: the message of an error", () => {
    expect(reasonOf(new Error("no such file"))).toBe("no such file");
    expect(reasonOf("stopped")).toBe("stopped");
  });

  it("says that an expectation does not hold", () => {
    expect(reason(() => assert.ok(false, "coredns is Ready"))).toBe("does not hold: coredns is Ready");
  });

  it("says what was found instead", () => {
    const found = reason(() => assert.deepEqual(["node-1"], [], "no node is left"));
    expect(found).toMatch(/^does not hold: no node is left\n/);
    expect(found).toContain("+   'node-1'");
  });

  it("says that nothing was found", () => {
    expect(reason(() => assert.equal(undefined, "ACTIVE", "the add-on is ACTIVE"))).toMatch(/undefined[\s\S]*'ACTIVE'/);
  });

  it("says what a text was that does not match, from its end", () => {
    const text = `${"x".repeat(5000)} it timed out`;
    const found = reason(() => assert.match(text, /refused/, "the deploy says why"));
    expect(found).toMatch(/^does not hold: the deploy says why\ngot, at its end: x+ it timed out$/);
    expect(found.length).toBeLessThan(2000);
  });

  it("leaves a difference alone that says it by itself", () => {
    expect(reason(() => assert.equal(1, 2))).toContain("1 !== 2");
  });
});
