import { describe, expect, it } from "vitest";
import { addCluster } from "../../../src";
import { parseStacks, SMALLEST, withApp } from "../../../testing/stacks";
import { exampleHere, examplesHere } from "../../edits/examples";

const HERE = { ...SMALLEST, name: "sandbox", region: "eu-central-1" };
const ACCOUNT = "123456789012";

describe("examplesHere", () => {
  it.each(examplesHere(HERE, ACCOUNT))("defaults: $name is one that can be made here", ({ description }) => {
    expect(description).toMatchObject({ name: "sandbox", region: "eu-central-1" });
    expect(JSON.stringify(description)).not.toContain("111122223333");
    expect(withApp({}, (app) => parseStacks(addCluster(app, description))).cluster.resource).toHaveProperty("aws_vpc");
  });
});

describe("exampleHere", () => {
  it("names what the example takes for granted, each once", () => {
    const arn = (what: string) => `arn:aws:iam::111122223333:${what}`;
    const written = {
      name: "a",
      region: "us-west-2",
      network: { availabilityZones: ["us-west-2b", "us-west-2d"] },
      aws: { roleArn: arn("role/deployer"), permissionsBoundary: arn("policy/team/boundary") },
      controlPlane: { access: { creatorAdmin: false, admins: [arn("role/deployer")] } },
    };
    expect(exampleHere(written, HERE, ACCOUNT)).toEqual({
      description: {
        name: "sandbox",
        region: "eu-central-1",
        network: { availabilityZones: ["eu-central-1a", "eu-central-1b"] },
        aws: {
          roleArn: `arn:aws:iam::${ACCOUNT}:role/deployer`,
          permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
        },
        controlPlane: { access: { creatorAdmin: false, admins: [`arn:aws:iam::${ACCOUNT}:role/deployer`] } },
      },
      roles: ["deployer"],
      policies: ["boundary"],
    });
  });
});
