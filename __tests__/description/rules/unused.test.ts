import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../../src/addons/cluster-file";
import { unusedRules } from "../../../src/description/rules/unused";
import { check } from "../../../testing/rules";

const unused = (controlPlane: ClusterInput["controlPlane"]) => check(unusedRules, { controlPlane });

describe("unusedRules", () => {
  it("defaults: everything is of use", () => {
    expect(unused({})).toEqual([]);
    expect(unused({ endpoint: { public: false }, secretsEncryption: { enabled: false } })).toEqual([]);
    expect(unused({ secretsEncryption: { deletionWindowDays: 7 } })).toEqual([]);
  });

  it("fails when ranges are given for an endpoint that is off", () => {
    expect(unused({ endpoint: { public: false, publicCidrs: ["203.0.113.0/24"] } })).toEqual([
      "controlPlane.endpoint.publicCidrs  the public endpoint is off, and so these ranges mean nothing; remove them, or set public to true",
    ]);
    expect(unused({ endpoint: { publicCidrs: ["203.0.113.0/24"] } })).toEqual([]);
  });

  it("fails when a key is given for an encryption that is off", () => {
    const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/x";
    expect(unused({ secretsEncryption: { enabled: false, keyArn } })).toEqual([
      "controlPlane.secretsEncryption.keyArn  encryption is off (enabled: false), and so this key would encrypt nothing; remove one of the two",
    ]);
    expect(unused({ secretsEncryption: { keyArn } })).toEqual([]);
  });

  it("fails when a deletion window is given for a key that isn't made here", () => {
    const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/x";
    expect(unused({ secretsEncryption: { keyArn, deletionWindowDays: 7 } })).toEqual([
      "controlPlane.secretsEncryption.deletionWindowDays  the key (keyArn) is yours, and so no key is made here that could be deleted; remove this",
    ]);
    expect(unused({ secretsEncryption: { enabled: false, deletionWindowDays: 7 } })).toEqual([
      "controlPlane.secretsEncryption.deletionWindowDays  encryption is off (enabled: false), and so no key is made here that could be deleted; remove this",
    ]);
  });
});
