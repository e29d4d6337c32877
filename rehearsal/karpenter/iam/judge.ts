import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { authorize, type NamedPolicy } from "../../../testing/iam";
import type { AwsClient } from "../../aws-client";
import type { LoggedCall } from "../../emulated-aws";
import type { PolicyDocument } from "../../product";
import { list } from "../../xml";
import { authorizations } from "./authorizations";
import { type SeenCalls, seenActions, seenCalls } from "./golden";

/** Account that the simulation takes place in. */
const SIMULATED_ACCOUNT = "111122223333";
const GOLDEN = resolve(__dirname, "calls.json");

/** The policies of a role, as they are in IAM after the deploy. */
export async function policiesOf(client: AwsClient, role: string): Promise<readonly NamedPolicy[]> {
  const attached = await client.query<{
    ListAttachedRolePoliciesResult: { AttachedPolicies: { PolicyName: string; PolicyArn: string }[] | "" };
  }>("iam", "ListAttachedRolePolicies", { RoleName: role });
  return Promise.all(
    list(attached.ListAttachedRolePoliciesResult.AttachedPolicies).map(async ({ PolicyName, PolicyArn }) => {
      const { GetPolicyResult } = await client.query<{ GetPolicyResult: { Policy: { DefaultVersionId: string } } }>(
        "iam",
        "GetPolicy",
        { PolicyArn },
      );
      const VersionId = GetPolicyResult.Policy.DefaultVersionId;
      const { GetPolicyVersionResult } = await client.query<{
        GetPolicyVersionResult: { PolicyVersion: { Document: string } };
      }>("iam", "GetPolicyVersion", { PolicyArn, VersionId });
      const document = readDocument(GetPolicyVersionResult.PolicyVersion.Document);
      return { name: PolicyName, document };
    }),
  );
}

/** The calls that Karpenter's controller made with the credentials of its role. */
export function controllerCalls(calls: readonly LoggedCall[], role: string): readonly LoggedCall[] {
  return calls.filter(({ principal }) => principal.includes(`:assumed-role/${role}/`));
}

/**
 * Every call is one that these policies allow, with the call's own tags and resources.
 *
 * @throws AssertionError that names what IAM would have refused, and why
 */
export async function expectAllowed(
  calls: readonly LoggedCall[],
  policies: readonly NamedPolicy[],
  account: string,
): Promise<void> {
  assert.ok(calls.length > 0, "the controller called AWS with the credentials of its role");
  const simulated: readonly NamedPolicy[] = moved(policies, account);
  const asked = moved(authorizations(calls, account), account);
  const distinct = new Map(asked.map((call) => [JSON.stringify(call), call]));
  const refused: string[] = [];
  for (const call of distinct.values()) {
    const { allowed, why } = await authorize(simulated, call);
    if (!allowed) refused.push(`${call.action} on ${call.resource}: ${why}`);
  }
  const message = `IAM allows what the controller does; AWS would refuse:\n${refused.join("\n")}`;
  assert.equal(refused.length, 0, message);
}

/**
 * The controller needs nothing that isn't in the file that unit tests work with. With `REHEARSE_UPDATE=1` the file is
 * written anew.
 *
 * @throws AssertionError that names the actions that are new
 */
export function expectKnownCalls(calls: readonly LoggedCall[]): void {
  const [account = ""] = calls.map(({ principal }) => principal.split(":")[4]);
  const found = seenCalls(authorizations(calls, account));
  if (process.env.REHEARSE_UPDATE === "1") writeFileSync(GOLDEN, `${JSON.stringify(found, undefined, 2)}\n`);
  const recorded: SeenCalls = existsSync(GOLDEN) ? JSON.parse(readFileSync(GOLDEN, "utf8")) : { seen: [] };
  const known = seenActions(recorded);
  const news = [...seenActions(found)].filter((action) => !known.has(action));
  const what = `the controller calls what it always did; new is ${news.join(", ")}: look into it, then run with REHEARSE_UPDATE=1`;
  assert.deepEqual(news, [], what);
}

function moved<T>(value: T, account: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll(account, SIMULATED_ACCOUNT)) as T;
}

function readDocument(text: string): PolicyDocument {
  return JSON.parse(text.startsWith("%") ? decodeURIComponent(text) : text);
}
