import assert from "node:assert/strict";
import type { AwsClient } from "../aws-client";

/** Part of a policy document. */
export interface Statement {
  readonly Action: string | readonly string[];
  readonly Condition?: {
    readonly StringEquals?: Readonly<Record<string, string>>;
    readonly ArnEquals?: Readonly<Record<string, string | readonly string[]>>;
  };
  readonly Principal: unknown;
}

/** Whom a role trusts. */
export async function trustOf(client: AwsClient, role: string): Promise<readonly Statement[]> {
  const { GetRoleResult } = await client.query<{ GetRoleResult: { Role: { AssumeRolePolicyDocument: string } } }>(
    "iam",
    "GetRole",
    { RoleName: role },
  );
  const document: { Statement: Statement[] } = JSON.parse(
    decodeURIComponent(GetRoleResult.Role.AssumeRolePolicyDocument),
  );
  return document.Statement;
}

/**
 * A role is for one service account of the cluster, and for nobody else.
 *
 * @param account of Kubernetes, as `<namespace>:<name>`
 * @param issuer of the cluster, with its account in AWS
 * @param message that says so of whom the role is for
 */
export async function expectServiceAccountRole(
  client: AwsClient,
  role: string,
  account: string,
  { issuer, awsAccount }: { readonly issuer: string; readonly awsAccount: string },
  message: string,
): Promise<void> {
  const [statement] = await trustOf(client, role);
  assert.deepEqual(
    { action: statement?.Action, principal: statement?.Principal, condition: statement?.Condition?.StringEquals },
    {
      action: "sts:AssumeRoleWithWebIdentity",
      principal: { Federated: `arn:aws:iam::${awsAccount}:oidc-provider/${issuer}` },
      condition: { [`${issuer}:sub`]: `system:serviceaccount:${account}`, [`${issuer}:aud`]: "sts.amazonaws.com" },
    },
    message,
  );
}
