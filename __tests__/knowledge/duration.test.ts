import { describe, expect, it } from "vitest";
import { durationSeconds } from "../../src/knowledge/duration";

describe("durationSeconds", () => {
  it.each([
    ["30s", 30],
    ["10m", 600],
    ["1h2m3s", 3723],
    ["1m1m", 120],
    ["0s", 0],
  ])("reads %s", (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it("takes Never as endless", () => {
    expect(durationSeconds("Never")).toBe(Number.POSITIVE_INFINITY);
  });

  it.each(["", "5", "1d", "1.5h", "-1m", "1h 5m"])("fails when given %j", (text) => {
    expect(durationSeconds(text)).toBeNaN();
  });
});
