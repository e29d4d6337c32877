import { describe, expect, it } from "vitest";
import {
  type ArnKind,
  BOUNDARY_ARN,
  KEY_ARN,
  PRINCIPAL_ARN,
  parseArn,
  ROLE_ARN,
  wrongArn,
} from "../../src/knowledge/arn";

const IAM = "arn:aws:iam::111122223333:";
const KMS = "arn:aws:kms:eu-central-1:111122223333:";

describe("parseArn", () => {
  it("defaults to the parts of an ARN, whatever it is of", () => {
    expect(parseArn(`${KMS}key/a:b/c`)).toEqual({
      partition: "aws",
      service: "kms",
      region: "eu-central-1",
      account: "111122223333",
      resource: "key/a:b/c",
    });
    expect(parseArn("arn:aws-eusc:iam::aws:policy/ReadOnlyAccess")).toMatchObject({ region: "", account: "aws" });
  });

  it.each(["", "deployer", "arn:aws:iam::1111:role/x", "arn:gcp:iam::111122223333:role/x", IAM])(
    "is nothing for %j",
    (text) => {
      expect(parseArn(text)).toBeUndefined();
    },
  );
});

describe("kinds of ARNs", () => {
  it.each<[ArnKind, string]>([
    [ROLE_ARN, `${IAM}role/deployer`],
    [ROLE_ARN, `${IAM}role/a/b/${"c".repeat(64)}`],
    [ROLE_ARN, "arn:aws-eusc:iam::111122223333:role/deployer"],
    [PRINCIPAL_ARN, `${IAM}user/jo@example.com`],
    [PRINCIPAL_ARN, `${IAM}role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Admin_0123456789abcdef`],
    [BOUNDARY_ARN, `${IAM}policy/boundary`],
    [BOUNDARY_ARN, "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"],
    [KEY_ARN, `${KMS}key/1234abcd-12ab-34cd-56ef-1234567890ab`],
    [KEY_ARN, `${KMS}key/mrk-1234abcd12ab34cd56ef1234567890ab`],
  ])("takes %o: %s", (kind, text) => {
    expect(text).toMatch(kind.pattern);
  });

  it.each<[ArnKind, string, string]>([
    [ROLE_ARN, "deployer", ""],
    [ROLE_ARN, `${IAM}user/jo`, "this is the ARN of an IAM user, and "],
    [
      ROLE_ARN,
      `${IAM}role/${"c".repeat(65)}`,
      "an IAM role can't have this ARN: look at its account, region, length and characters; ",
    ],
    [
      KEY_ARN,
      "arn:aws:kms::111122223333:key/x",
      "a KMS key can't have this ARN: look at its account, region, length and characters; ",
    ],
    [PRINCIPAL_ARN, `${IAM}root`, "this is the ARN of a whole account (:root), and "],
    [
      PRINCIPAL_ARN,
      `${IAM}role/aws-service-role/eks.amazonaws.com/x`,
      "this is the ARN of a service-linked role, and ",
    ],
    [PRINCIPAL_ARN, `${IAM}group/admins`, "this is the ARN of an IAM group, and "],
    [BOUNDARY_ARN, `${IAM}role/x`, "this is the ARN of an IAM role, and "],
    [KEY_ARN, "arn:aws:s3:::bucket", "this is the ARN of something of the service s3, and "],
  ])("%o: says what is needed, and what %s is", (kind, text, beginning) => {
    expect(text).not.toMatch(kind.pattern);
    expect(wrongArn(text, kind)).toBe(`${beginning}${kind.needed} is needed, such as ${kind.example}`);
  });

  it("says how to find the key of an alias, and the role of a session", () => {
    expect(wrongArn(`${KMS}alias/eks`, KEY_ARN)).toMatch(
      /^this is the ARN of a KMS alias, .*; 'aws kms describe-key --key-id alias\/eks' names the key behind the alias$/,
    );
    const session = "arn:aws:sts::111122223333:assumed-role/deployer/ci";
    expect(wrongArn(session, PRINCIPAL_ARN)).toMatch(
      /^this is the ARN of a session of the role deployer, .*; 'aws iam get-role --role-name deployer' shows it$/,
    );
  });
});
