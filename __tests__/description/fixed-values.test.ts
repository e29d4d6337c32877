import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../src/addons/cluster-file";
import { ClusterSchema } from "../../src/addons/cluster-file";
import { clusterKeys } from "../../src/description/changes";
import { fixedValues } from "../../src/description/fixed-values";
import { clusterSpec } from "../../testing/stacks";

const KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const valuesOf = (changes: Partial<ClusterInput> = {}) =>
  Object.fromEntries(fixedValues(clusterSpec(changes), []).map(({ key, value }) => [key, value]));

/** What the network itself can't change: see the tests of the networks. */
const OF_NETWORK = ["network.cidr", "network.vpcId", "controlPlane.availabilityZones"];

describe("fixedValues", () => {
  it("defaults", () => {
    expect(valuesOf()).toEqual({
      region: "eu-central-1",
      "controlPlane.serviceCidr": "172.20.0.0/16",
      "controlPlane.access.creatorAdmin": "true",
      "controlPlane.secretsEncryption.enabled": "true",
      "controlPlane.secretsEncryption.keyArn": "a key made here",
    });
  });

  it("has each key that the schema calls impossible to change; the AWS provider looks after the account", () => {
    const impossible = clusterKeys(ClusterSchema).filter(({ change }) => change?.kind === "impossible");
    expect(Object.keys(valuesOf()).toSorted()).toEqual(
      impossible
        .map(({ path }) => path)
        .filter((path) => path !== "aws.accountId" && !OF_NETWORK.includes(path))
        .toSorted(),
    );
  });

  it("puts those of the network behind the region", () => {
    const ofNetwork = [{ key: "network.vpcId", value: "vpc-1", advice: "" }];
    expect(fixedValues(clusterSpec(), ofNetwork).slice(0, 3)).toEqual([
      expect.objectContaining({ key: "region" }),
      ...ofNetwork,
      expect.objectContaining({ key: "controlPlane.serviceCidr" }),
    ]);
  });

  it("lets encryption be turned on later, and has no key before that", () => {
    const off = fixedValues(clusterSpec({ controlPlane: { secretsEncryption: { enabled: false } } }), []);
    expect(off.filter(({ latch }) => latch)).toEqual([]);
    expect(off.map(({ key }) => key)).not.toContain("controlPlane.secretsEncryption.keyArn");
    const on = fixedValues(clusterSpec({ controlPlane: { secretsEncryption: { keyArn: KEY_ARN } } }), []);
    expect(on.filter(({ latch }) => latch).map(({ key }) => key)).toEqual(["controlPlane.secretsEncryption.enabled"]);
    expect(on.at(-1)).toMatchObject({ key: "controlPlane.secretsEncryption.keyArn", value: KEY_ARN });
  });
});
