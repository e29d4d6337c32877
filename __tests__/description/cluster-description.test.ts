import { describe, expect, it } from "vitest";
import { type ClusterInput, ClusterSchema } from "../../src/addons/cluster-file";
import type { ClusterDescription } from "../../src/description/cluster-description";

// The type check fails here when the generated type and the schema's own say different things.
const asInput = (description: ClusterDescription): ClusterInput => description;
const asDescription = (input: ClusterInput): ClusterDescription => input;

describe("ClusterDescription", () => {
  it("defaults: takes what the schema takes", () => {
    const description: ClusterDescription = {
      name: "sandbox",
      region: "eu-central-1",
      network: { availabilityZones: ["eu-central-1a", "eu-central-1b"], natGateways: "perZone" },
      controlPlane: { logging: { types: ["audit"], retentionDays: 30 } },
      karpenter: { resources: { cpu: 1 }, nodePools: [{ name: "default", limits: { cpu: 100 } }] },
    };
    expect(asDescription(asInput(description))).toBe(description);
    expect(ClusterSchema.safeParse(description).success).toBe(true);
  });

  it("fails when a key is unknown, by the type check", () => {
    // @ts-expect-error -- the key is misspelt
    const network: ClusterDescription["network"] = { availabilityZones: ["a"], natGateway: "single" };
    const description: ClusterDescription = { name: "x", region: "x", network };
    expect(ClusterSchema.safeParse(description).success).toBe(false);
  });
});
