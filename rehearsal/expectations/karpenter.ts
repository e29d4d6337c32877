import assert from "node:assert/strict";
import type { AwsClient } from "../aws-client";
import { list } from "../xml";
import { accessEntries } from "./control-plane";

interface Statement {
  readonly Action: string | readonly string[];
  readonly Condition?: {
    readonly StringEquals?: Readonly<Record<string, string>>;
    readonly ArnEquals?: Readonly<Record<string, string | readonly string[]>>;
  };
  readonly Principal: unknown;
}

interface Rule {
  readonly Name: string;
  readonly Arn: string;
  readonly EventPattern: string;
}

/** What Karpenter's parts in AWS refer to. */
export interface KarpenterExpectation {
  readonly cluster: string;
  readonly namespace: string;
  readonly account: string;
  /** OIDC issuer of the cluster, without `https://`. */
  readonly issuer: string;
}

// https://karpenter.sh/docs/reference/cloudformation/: the events that Karpenter acts on.
const EVENTS = [
  "AWS Health Event",
  "EC2 Capacity Reservation Instance Interruption Warning",
  "EC2 Instance Rebalance Recommendation",
  "EC2 Instance State-change Notification",
  "EC2 Spot Instance Interruption Warning",
];

/** Karpenter's roles: whom they trust, and that nodes started by it may join. */
export async function expectRoles(client: AwsClient, expected: KarpenterExpectation): Promise<void> {
  const { cluster, namespace, account, issuer } = expected;
  const [statement] = await trust(client, `${cluster}-karpenter`);
  assert.deepEqual(
    { action: statement?.Action, principal: statement?.Principal, condition: statement?.Condition?.StringEquals },
    {
      action: "sts:AssumeRoleWithWebIdentity",
      principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
      condition: {
        [`${issuer}:sub`]: `system:serviceaccount:${namespace}:karpenter`,
        [`${issuer}:aud`]: "sts.amazonaws.com",
      },
    },
    "the controller's role trusts Karpenter's service account of this cluster, and nobody else",
  );
  const [cni] = await trust(client, `${cluster}-vpc-cni`);
  const cniSubject = cni?.Condition?.StringEquals?.[`${issuer}:sub`];
  assert.equal(cniSubject, "system:serviceaccount:kube-system:aws-node", "the VPC CNI has a role of its own");
  const nodeRole = `KarpenterNodeRole-${cluster}`;
  const [nodes] = await trust(client, nodeRole);
  assert.deepEqual(nodes?.Principal, { Service: "ec2.amazonaws.com" }, "the node role is for EC2");
  const entries = await accessEntries(client, cluster);
  const type = entries.get(`arn:aws:iam::${account}:role/${nodeRole}`);
  assert.equal(type, "EC2_LINUX", "the nodes' role has an access entry, without which they can't join");
}

/** The queue of interruptions, and that every event of concern gets there. */
export async function expectInterruptions(client: AwsClient, cluster: string): Promise<void> {
  const { QueueUrl } = await client.json<{ QueueUrl: string }>("sqs", "GetQueueUrl", { QueueName: cluster });
  const wanted = { QueueUrl, AttributeNames: ["All"] };
  const { Attributes } = await client.json<{ Attributes: Record<string, string> }>("sqs", "GetQueueAttributes", wanted);
  const policy: { Statement: Statement[] } = JSON.parse(Attributes.Policy ?? '{"Statement":[]}');
  const senders = policy.Statement.filter(({ Action }) => Action === "sqs:SendMessage");
  const principals = senders.map(({ Principal }) => Principal);
  assert.deepEqual(principals, [{ Service: "events.amazonaws.com" }], "EventBridge, and nobody else, may send");
  assert.equal(Attributes.MessageRetentionPeriod, "300", "messages go after 300 s: old news is of no use to Karpenter");

  const { Rules } = await client.json<{ Rules: Rule[] }>("events", "ListRules");
  const sources = [senders[0]?.Condition?.ArnEquals?.["aws:SourceArn"] ?? []].flat().toSorted();
  assert.deepEqual(
    sources,
    Rules.map(({ Arn }) => Arn).toSorted(),
    "EventBridge may send for the cluster's rules only",
  );
  const targets = await Promise.all(
    Rules.map(async ({ Name, EventPattern }): Promise<[string, string[]]> => {
      const { Targets } = await client.json<{ Targets: { Arn: string }[] }>("events", "ListTargetsByRule", {
        Rule: Name,
      });
      const pattern: { "detail-type"?: string[] } = JSON.parse(EventPattern);
      return [pattern["detail-type"]?.join() ?? Name, Targets.map(({ Arn }) => Arn)];
    }),
  );
  const expected = EVENTS.map((event): [string, string[]] => [event, [Attributes.QueueArn ?? ""]]);
  assert.deepEqual(Object.fromEntries(targets), Object.fromEntries(expected), "each event goes to Karpenter's queue");
}

/** Names of the policies attached to a role. */
export async function attachedPolicies(client: AwsClient, role: string): Promise<readonly string[]> {
  const answer = await client.query<{
    ListAttachedRolePoliciesResult: { AttachedPolicies: { PolicyName: string }[] | "" };
  }>("iam", "ListAttachedRolePolicies", { RoleName: role });
  return list(answer.ListAttachedRolePoliciesResult.AttachedPolicies).map(({ PolicyName }) => PolicyName);
}

async function trust(client: AwsClient, role: string): Promise<readonly Statement[]> {
  const answer = await client.query<{ GetRoleResult: { Role: { AssumeRolePolicyDocument: string } } }>(
    "iam",
    "GetRole",
    {
      RoleName: role,
    },
  );
  const document: { Statement: Statement[] } = JSON.parse(
    decodeURIComponent(answer.GetRoleResult.Role.AssumeRolePolicyDocument),
  );
  return document.Statement;
}
