import { describe, expect, it } from "vitest";
import { suggest } from "../../src/knowledge/suggestion";

describe("suggest", () => {
  const keys = ["cidr", "availabilityZones", "natGateways"];

  it("defaults: the nearest, whatever its case and separators", () => {
    expect(suggest("natGateway", keys)).toBe("natGateways");
    expect(suggest("nat-gateways", keys)).toBe("natGateways");
    expect(suggest("CIDR", keys)).toBe("cidr");
    expect(suggest("zones", keys)).toBe("availabilityZones");
  });

  it("fails when nothing is near", () => {
    expect(suggest("colour", keys)).toBeUndefined();
    expect(suggest("", keys)).toBeUndefined();
    expect(suggest("cidr", [])).toBeUndefined();
    expect(suggest("-", keys)).toBeUndefined();
  });
});
