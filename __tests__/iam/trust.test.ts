import { describe, expect, it } from "vitest";
import { irsaTrust, serviceTrust } from "../../src/iam/trust";
import { assumeWithWebIdentity, type WebIdentity } from "../../testing/iam";

const issuer = "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const providerArn = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
const trust = irsaTrust({
  oidcProviderArn: providerArn,
  oidcIssuer: issuer,
  namespace: "karpenter",
  serviceAccount: "karpenter",
});
const token: WebIdentity = {
  providerArn,
  issuer,
  subject: "system:serviceaccount:karpenter:karpenter",
  audience: "sts.amazonaws.com",
};

function assume(changes: Partial<WebIdentity>) {
  return assumeWithWebIdentity(trust, "arn:aws:iam::111122223333:role/sandbox-karpenter", { ...token, ...changes });
}

describe("irsaTrust", () => {
  it("admits its service account", async () => {
    expect(await assume({})).toMatchObject({ allowed: true, ignored: [] });
  });

  it.each<[string, Partial<WebIdentity>, string]>([
    ["another service account", { subject: "system:serviceaccount:karpenter:default" }, ":sub"],
    ["another namespace", { subject: "system:serviceaccount:default:karpenter" }, ":sub"],
    ["a name that only begins alike", { subject: "system:serviceaccount:karpenter:karpenter-2" }, ":sub"],
    ["upper case", { subject: "system:serviceaccount:karpenter:Karpenter" }, ":sub"],
    ["another audience", { audience: "https://kubernetes.default.svc" }, ":aud"],
    ["another cluster's provider", { providerArn: providerArn.replace("0123", "4567") }, "another principal"],
    ["another issuer", { issuer: issuer.replace("0123", "4567") }, ":sub"],
  ])("fails when a token comes from %s", async (_case, changes, missed) => {
    const verdict = await assume(changes);

    expect(verdict.allowed).toBe(false);
    expect(verdict.why).toContain(missed);
  });
});

describe("serviceTrust", () => {
  it("defaults to no condition", () => {
    expect(serviceTrust("eks.amazonaws.com").Statement).toEqual([
      { Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
  });

  it("takes a condition", () => {
    const condition = {
      ArnLike: { "aws:SourceArn": "arn:aws:eks:eu-central-1:111122223333:fargateprofile/sandbox/*" },
    };

    expect(serviceTrust("eks-fargate-pods.amazonaws.com", condition).Statement[0]?.Condition).toEqual(condition);
  });
});
