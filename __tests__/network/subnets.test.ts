import { describe, expect, it } from "vitest";
import { networkOf, overlaps, prefixLength } from "../../src/knowledge/address-ranges";
import { zoneSubnets } from "../../src/network/subnets";

const ZONES = ["a", "b", "c", "d", "e", "f"].map((letter) => `eu-central-1${letter}`);

describe("zoneSubnets", () => {
  it("defaults: an eighth of the range for private, a sixty-fourth for public subnets", () => {
    expect(zoneSubnets("10.0.0.0/16", ["eu-central-1a", "eu-central-1c"])).toEqual([
      { zone: "eu-central-1a", privateCidr: "10.0.0.0/19", publicCidr: "10.0.192.0/22" },
      { zone: "eu-central-1c", privateCidr: "10.0.64.0/19", publicCidr: "10.0.200.0/22" },
    ]);
  });

  it.each([16, 17, 18, 19, 20, 21, 22])("divides a /%i for six zones, inside of it and without overlap", (length) => {
    const vpc = `10.64.0.0/${length}`;
    const ranges = zoneSubnets(vpc, ZONES).flatMap(({ privateCidr, publicCidr }) => [privateCidr, publicCidr]);
    expect(new Set(ranges).size).toBe(12);
    expect(ranges.filter((range) => networkOf(range) !== range || !overlaps(vpc, range))).toEqual([]);
    // EKS and AWS want at least a /28 for each.
    expect(ranges.filter((range) => prefixLength(range) > 28)).toEqual([]);
    const pairs = ranges.flatMap((one, index) =>
      ranges.slice(index + 1).map((other): [string, string] => [one, other]),
    );
    expect(pairs.filter(([one, other]) => overlaps(one, other))).toEqual([]);
  });

  it("gives a zone the same ranges, whichever other zones there are and in whatever order", () => {
    const all = new Map(zoneSubnets("10.0.0.0/16", ZONES).map((subnets) => [subnets.zone, subnets]));
    for (const zone of ZONES) expect(zoneSubnets("10.0.0.0/16", [zone])).toEqual([all.get(zone)]);
    expect(zoneSubnets("10.0.0.0/16", ZONES.toReversed())).toEqual([...all.values()].reverse());
  });

  it("goes past the borders of bytes", () => {
    expect(zoneSubnets("10.0.255.0/22", ["eu-central-1f"])).toEqual([
      { zone: "eu-central-1f", privateCidr: "10.0.254.128/25", publicCidr: "10.0.255.80/28" },
    ]);
  });
});
