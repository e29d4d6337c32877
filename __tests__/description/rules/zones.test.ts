import { describe, expect, it } from "vitest";
import { formatPath } from "../../../src/description/problem";
import { zoneRules } from "../../../src/description/rules/zones";
import { clusterSpec } from "../../../testing/stacks";

const [A, B, C] = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

function check(availabilityZones: string[], own?: string[], draining: string[] = []): string[] {
  const controlPlane = own && { availabilityZones: own };
  const cluster = clusterSpec({ network: { availabilityZones, draining }, ...(controlPlane && { controlPlane }) });
  return zoneRules(cluster).map(({ path, message }) => `${formatPath(path)}  ${message}`);
}

describe("zoneRules", () => {
  it("defaults: the control plane is in all zones, none is draining", () => {
    expect(check([A, B])).toEqual([]);
    expect(check([C, A, B], [B, A])).toEqual([]);
    expect(check([A, B, C], [A, B], [C])).toEqual([]);
  });

  it("fails when the control plane would be in a zone that isn't there, or twice in one", () => {
    expect(check([A, B], [A, C])).toEqual([
      `controlPlane.availabilityZones[1]  ${C} isn't among network.availabilityZones, and the control plane keeps a subnet in each of its zones; add it there`,
    ]);
    expect(check([A, B], [A, B, A])).toEqual([`controlPlane.availabilityZones[2]  ${A} is listed twice; remove one`]);
  });

  it("fails when a zone drains that isn't there, or twice", () => {
    expect(check([A, B], undefined, [C])).toEqual([
      `network.draining[0]  ${C} isn't among network.availabilityZones; remove it from draining too`,
    ]);
    expect(check([A, B, C], [A, B], [C, C])).toEqual([`network.draining[1]  ${C} is listed twice; remove one`]);
  });

  it("fails when a zone of the control plane drains, and says what to do where none is written", () => {
    expect(check([A, B, C], [A, B], [B])).toEqual([
      `network.draining[0]  the control plane is in ${B}, and can't leave it; take it out of draining`,
    ]);
    expect(check([A, B, C], undefined, [C])).toEqual([
      `network.draining[0]  the control plane is in ${C}, and can't leave it; if it was added later, write the zones that the control plane was made in under controlPlane.availabilityZones`,
    ]);
  });
});
