import { describe, expect, it } from "vitest";
import { ClusterSchema } from "../../src/addons/cluster-file";
import { clusterKeys } from "../../src/description/changes";
import { fixedValues } from "../../src/description/fixed-values";
import { clusterSpec, SMALLEST } from "../../testing/stacks";

const KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const valuesOf = (...parameters: Parameters<typeof clusterSpec>) =>
  Object.fromEntries(fixedValues(clusterSpec(...parameters)).map(({ key, value }) => [key, value]));

describe("fixedValues", () => {
  it("defaults", () => {
    expect(valuesOf()).toEqual({
      region: "eu-central-1",
      "network.cidr": "10.0.0.0/16",
      "controlPlane.availabilityZones": "eu-central-1a, eu-central-1b",
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
        .filter((path) => path !== "aws.accountId")
        .toSorted(),
    );
  });

  it("takes zones in any order, and those of the control plane alone", () => {
    const availabilityZones = ["eu-central-1c", "eu-central-1b", "eu-central-1a"];
    const own = ["eu-central-1b", "eu-central-1a"];
    const values = valuesOf({ network: { availabilityZones }, controlPlane: { availabilityZones: own } });
    expect(values).toEqual(valuesOf(SMALLEST));
  });

  it("lets encryption be turned on later, and has no key before that", () => {
    const off = fixedValues(clusterSpec({ controlPlane: { secretsEncryption: { enabled: false } } }));
    expect(off.filter(({ latch }) => latch)).toEqual([]);
    expect(off.map(({ key }) => key)).not.toContain("controlPlane.secretsEncryption.keyArn");
    const on = fixedValues(clusterSpec({ controlPlane: { secretsEncryption: { keyArn: KEY_ARN } } }));
    expect(on.filter(({ latch }) => latch).map(({ key }) => key)).toEqual(["controlPlane.secretsEncryption.enabled"]);
    expect(on.at(-1)).toMatchObject({ key: "controlPlane.secretsEncryption.keyArn", value: KEY_ARN });
  });
});
