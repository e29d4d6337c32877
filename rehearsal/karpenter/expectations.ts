import assert from "node:assert/strict";
import type { AwsClient } from "../aws-client";
import { accessEntries } from "../expectations/control-plane";
import { expectOnFargate } from "../expectations/in-cluster";
import { expectServiceAccountRole, type Statement, trustOf } from "../expectations/roles";
import type { KubeClient } from "../kubernetes/client";
import { type Condition, isTrue, type KubeObject } from "../kubernetes/objects";
import type { ClusterSpec } from "../product";
import { eventually } from "../scenarios/eventually";
import type { World } from "../world";
import { list } from "../xml";
import { controllerRoleName, KARPENTER_LABELS, nodeRoleName } from "./product";

interface Rule {
  readonly Name: string;
  readonly Arn: string;
  readonly EventPattern: string;
}

// https://karpenter.sh/docs/reference/cloudformation/: the events that Karpenter acts on.
const EVENTS = [
  "AWS Health Event",
  "EC2 Capacity Reservation Instance Interruption Warning",
  "EC2 Instance Rebalance Recommendation",
  "EC2 Instance State-change Notification",
  "EC2 Spot Instance Interruption Warning",
];

interface WithConditions extends KubeObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/**
 * Karpenter as the cluster file has it: in AWS, and where there is a control plane, in the cluster.
 *
 * @param issuer OIDC issuer of the cluster, without `https://`
 */
export async function expectKarpenter(world: World, spec: ClusterSpec, issuer: string): Promise<void> {
  const { client, kubernetes, signal } = world;
  const { name: cluster, karpenter } = spec;
  await expectRoles(world, spec, issuer);
  const policies = await attachedPolicies(client, controllerRoleName(cluster));
  const own = policies.filter((policy) => policy !== `${cluster}-destroy-addons-first`);
  assert.equal(
    policies.length - own.length,
    1,
    "the policy that keeps the cluster is attached to the controller's role",
  );
  assert.equal(own.length, 6, `the controller's six policies are attached: ${own.join(", ")}`);
  await expectInterruptions(client, cluster);
  if (!kubernetes) return;
  await expectController(kubernetes.client, karpenter.namespace);
  // Helm does not wait for custom resources: that a release is there says nothing of its node pools.
  const ready = async () => (await notReady(kubernetes.client)) ?? true;
  await eventually("node pools and node classes to be Ready", ready, { seconds: 60, signal });
}

/** Karpenter's pods run on Fargate, in that namespace. */
export async function expectController(client: KubeClient, namespace: string): Promise<void> {
  const labels = Object.entries(KARPENTER_LABELS).map((label) => label.join("="));
  await expectOnFargate(client, namespace, labels.join(","));
}

/** Why a node pool or node class is not Ready yet; nothing when all are. */
export async function notReady(client: KubeClient): Promise<string | undefined> {
  const found = await Promise.all(
    ["/apis/karpenter.sh/v1/nodepools", "/apis/karpenter.k8s.aws/v1/ec2nodeclasses"].map(async (path) => {
      return (await client.get<{ items: WithConditions[] }>(path)).items;
    }),
  );
  assert.ok(
    found.every((items) => items.length > 0),
    "there are node pools and node classes",
  );
  const [first] = found.flat().filter(({ status }) => !isTrue(status?.conditions, "Ready"));
  if (!first) return undefined;
  const reasons = first.status?.conditions?.filter(({ status }) => status !== "True") ?? [];
  return `${first.metadata.name}: ${reasons.map(({ type, message }) => `${type} ${message ?? ""}`).join(", ")}`;
}

/** Karpenter's roles: whom they trust, and that nodes started by it may join. */
async function expectRoles(
  { client, aws }: Pick<World, "client" | "aws">,
  { name: cluster, karpenter: { namespace } }: ClusterSpec,
  issuer: string,
): Promise<void> {
  await expectServiceAccountRole(
    client,
    controllerRoleName(cluster),
    `${namespace}:karpenter`,
    { issuer, awsAccount: aws.account },
    "the controller's role trusts Karpenter's service account of this cluster, and nobody else",
  );
  const nodeRole = nodeRoleName(cluster);
  const [nodes] = await trustOf(client, nodeRole);
  assert.deepEqual(nodes?.Principal, { Service: "ec2.amazonaws.com" }, "the node role is for EC2");
  const entries = await accessEntries(client, cluster);
  const type = entries.get(`arn:aws:iam::${aws.account}:role/${nodeRole}`);
  assert.equal(type, "EC2_LINUX", "the nodes' role has an access entry, without which they can't join");
}

/** The queue of interruptions, and that every event of concern gets there. */
async function expectInterruptions(client: AwsClient, cluster: string): Promise<void> {
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
async function attachedPolicies(client: AwsClient, role: string): Promise<readonly string[]> {
  const answer = await client.query<{
    ListAttachedRolePoliciesResult: { AttachedPolicies: { PolicyName: string }[] | "" };
  }>("iam", "ListAttachedRolePolicies", { RoleName: role });
  return list(answer.ListAttachedRolePoliciesResult.AttachedPolicies).map(({ PolicyName }) => PolicyName);
}
