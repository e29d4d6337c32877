import { describe, expect, it } from "vitest";
import { orphans } from "../../../scenarios/faults/orphans";

const known = new Set(["vpc-1", "sandbox", "base", "alias/sandbox"]);

describe("orphans", () => {
  it("defaults: what a state names is none, by its identifier or behind its owner's", () => {
    const inventory = {
      ec2: { vpcs: ["vpc-1"] },
      eks: { clusters: ["sandbox"], fargateProfiles: ["sandbox/base"] },
      kms: { aliases: ["alias/sandbox"] },
    };
    expect(orphans(inventory, known)).toEqual([]);
  });

  it("leaves out what Karpenter makes, and the entry of whoever made the cluster", () => {
    const entry = "sandbox/arn:aws:iam::123456789012:user/deployer";
    const inventory = { ec2: { instances: ["i-1"], launchTemplates: ["lt-1"] }, eks: { accessEntries: [entry] } };
    expect(orphans(inventory, known)).toEqual([]);
  });

  it("fails when something was made twice", () => {
    expect(orphans({ ec2: { vpcs: ["vpc-1", "vpc-2"] } }, known)).toEqual([
      { service: "ec2", kind: "vpcs", id: "vpc-2" },
    ]);
  });
});
