import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../../src/addons/cluster-file";
import { arnRules } from "../../../src/description/rules/arns";
import { check } from "../../../testing/rules";
import { SMALLEST } from "../../../testing/stacks";

const ROLE = "arn:aws:iam::111122223333:role/one";
const arns = (changes: Partial<ClusterInput>) => check(arnRules, changes);
const key = (keyArn: string, more: Partial<ClusterInput> = {}) =>
  arns({ controlPlane: { secretsEncryption: { keyArn } }, ...more });

describe("arnRules", () => {
  it("defaults: what is in the cluster's partition, account and region", () => {
    expect(arns({})).toEqual([]);
    expect(
      arns({
        aws: { accountId: "111122223333", roleArn: ROLE, permissionsBoundary: "arn:aws:iam::111122223333:policy/b" },
        controlPlane: { secretsEncryption: { keyArn: "arn:aws:kms:eu-central-1:111122223333:key/mrk-1234" } },
      }),
    ).toEqual([]);
    expect(arns({ region: "eusc-de-east-1", aws: { roleArn: ROLE.replace("aws", "aws-eusc") } })).toEqual([]);
  });

  it("takes principals of other accounts, and a boundary that AWS manages", () => {
    expect(
      arns({
        aws: { accountId: "111122223333", permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" },
        controlPlane: { access: { admins: ["arn:aws:iam::444455556666:role/x"] } },
      }),
    ).toEqual([]);
  });

  it("fails when something is in another partition", () => {
    const message = (arn: string) =>
      `the ARN is of partition ${arn}, and region eu-central-1 is in partition aws, which knows nothing of it; name one that begins with arn:aws:`;
    expect(
      arns({
        aws: {
          roleArn: "arn:aws-cn:iam::111122223333:role/one",
          planRoleArn: "arn:aws-cn:iam::111122223333:role/plans",
          permissionsBoundary: "arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess",
        },
        network: { ...SMALLEST.network, flowLogs: { enabled: true, bucketArn: "arn:aws-cn:s3:::acme-logs" } },
        controlPlane: {
          secretsEncryption: { keyArn: "arn:aws-cn:kms:cn-north-1:111122223333:key/x" },
          access: { viewers: ["arn:aws-eusc:iam::111122223333:user/x"] },
        },
      }),
    ).toEqual([
      `aws.roleArn  ${message("aws-cn")}`,
      `network.flowLogs.bucketArn  ${message("aws-cn")}`,
      `aws.permissionsBoundary  ${message("aws-us-gov")}`,
      `controlPlane.secretsEncryption.keyArn  ${message("aws-cn")}`,
      `aws.planRoleArn  ${message("aws-cn")}`,
      `controlPlane.access.viewers[0]  ${message("aws-eusc")}`,
    ]);
  });

  it("fails when the deploying role is in another account than the cluster", () => {
    expect(arns({ aws: { accountId: "999999999999", roleArn: ROLE } })).toEqual([
      "aws.roleArn  the role is in account 111122223333, the cluster in 999999999999 (aws.accountId); name a role of that account",
    ]);
    expect(arns({ aws: { accountId: "111122223333", roleArn: ROLE } })).toEqual([]);
  });

  it("fails when the boundary is in another account than the cluster", () => {
    const permissionsBoundary = "arn:aws:iam::999999999999:policy/b";
    expect(arns({ aws: { roleArn: ROLE, permissionsBoundary } })).toEqual([
      "aws.permissionsBoundary  the policy is in account 999999999999, the cluster in 111122223333 (aws.roleArn), and IAM takes no boundary of another account; name a policy of that account, or one that AWS manages",
    ]);
    expect(arns({ aws: { permissionsBoundary } })).toEqual([]);
  });

  it("fails when the key is in another region", () => {
    expect(key("arn:aws:kms:eu-west-1:111122223333:key/x")).toEqual([
      "controlPlane.secretsEncryption.keyArn  the key is in region eu-west-1, and EKS takes one of the cluster's, eu-central-1; name one there",
    ]);
    expect(key("arn:aws:kms:eu-west-1:111122223333:key/mrk-x")).toEqual([
      "controlPlane.secretsEncryption.keyArn  the key is in region eu-west-1, and EKS takes one of the cluster's, eu-central-1 (a multi-region key has a replica, with an ARN, in each); name one there",
    ]);
  });

  it("warns of a key of another account", () => {
    const keyArn = "arn:aws:kms:eu-central-1:999999999999:key/x";
    expect(key(keyArn, { aws: { accountId: "111122223333" } })).toEqual([
      "controlPlane.secretsEncryption.keyArn  warning: the key is in account 999999999999, the cluster in 111122223333 (aws.accountId); check that the key's policy lets the cluster's role and whoever deploys use it",
    ]);
    expect(key(keyArn)).toEqual([]);
  });
});
