import { Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { policyDocument, policyJson } from "../../src/iam/policy-document";

describe("policyJson", () => {
  it("defaults to the current version of the policy language", () => {
    const document = policyDocument({ Effect: "Allow", Action: "iam:ListInstanceProfiles", Resource: "*" });

    expect(policyJson(document)).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListInstanceProfiles","Resource":"*"}]}',
    );
  });

  it("keeps tokens in keys and in values", () => {
    const token = Token.asString({ Ref: "issuer" });
    const document = policyDocument({
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { [`${token}:sub`]: token } },
    });

    expect(policyJson(document)).toContain(`{"${token}:sub":"${token}"}`);
  });
});
