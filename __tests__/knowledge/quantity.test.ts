import { describe, expect, it } from "vitest";
import { quantityValue } from "../../src/knowledge/quantity";

describe("quantityValue", () => {
  it.each([
    ["100", 100],
    ["250m", 0.25],
    ["1.5", 1.5],
    ["2k", 2000],
    ["1Ki", 1024],
    ["1Gi", 1_073_741_824],
    ["0.5Mi", 524_288],
    ["1e3", 1000],
    ["2E-1", 0.2],
    ["5n", 5e-9],
    ["+.5", 0.5],
    ["-1", -1],
  ])("reads %s as %d", (text, value) => {
    expect(quantityValue(text)).toBe(value);
  });

  it.each(["", "x", "--1", "1e1.5", "1e3Ki", "1 Gi", "1g", "1Kim", "1.5.2"])("fails when given %j", (text) => {
    expect(() => quantityValue(text)).toThrow(`"${text}" is no Kubernetes quantity`);
  });
});
