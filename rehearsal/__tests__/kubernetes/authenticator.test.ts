import { describe, expect, it } from "vitest";
import { Authenticator } from "../../kubernetes/authenticator";

const URL_OF_CALLER =
  "https://sts.eu-central-1.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Credential=key%2F20260101%2Fx";
const TOKEN = `k8s-aws-v1.${Buffer.from(URL_OF_CALLER).toString("base64url")}`;

describe("the authenticator", () => {
  it("lets a token of EKS in", async () => {
    expect(await new Authenticator().authenticate(TOKEN)).toMatchObject({
      authenticated: true,
      user: { username: "key" },
    });
  });

  it("fails when tokens are to be refused", async () => {
    const authenticator = new Authenticator();
    authenticator.refuse = true;
    expect(await authenticator.authenticate(TOKEN)).toMatchObject({ authenticated: false });
  });

  it.each(["", "abc", "k8s-aws-v1.bm8gdXJs"])("fails when the token is %j", async (token) => {
    expect(await new Authenticator().authenticate(token)).toMatchObject({ authenticated: false });
  });
});
