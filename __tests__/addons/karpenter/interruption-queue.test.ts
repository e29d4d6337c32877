import { describe, expect, it } from "vitest";
import { InterruptionQueue, interruptionEvents } from "../../../src/addons/karpenter/interruption-queue";
import { authorizeByResource } from "../../../testing/iam";
import { only, type Resources, reference, synthesizeResources } from "../../../testing/synthesize";
import official from "../../golden/karpenter-events.json";

function synthesize(clusterName = "sandbox"): { resources: Resources; ready: number } {
  let ready = 0;
  const resources = synthesizeResources((scope) => {
    const props = { clusterName, partition: "aws", region: "eu-central-1", accountId: "111122223333" };
    ready = new InterruptionQueue(scope, "queue", props).ready.length;
  });
  return { resources, ready };
}

describe("InterruptionQueue", () => {
  it("defaults to an encrypted queue of the cluster's name", () => {
    const { resources, ready } = synthesize();

    expect(only(resources, "aws_sqs_queue")).toMatchObject({
      name: "sandbox",
      message_retention_seconds: 300,
      sqs_managed_sse_enabled: true,
    });
    expect(ready).toBe(11);
  });

  it("matches the official events, to the letter", () => {
    const { resources } = synthesize();
    const patterns = interruptionEvents.map(({ id, suffix }) => {
      const rules = Object.values(resources.aws_cloudwatch_event_rule ?? {});
      const rule = rules.find(({ name }) => name === `sandbox-${suffix}`);
      return [id, JSON.parse(String(rule?.event_pattern))];
    });

    expect(Object.fromEntries(patterns)).toEqual(official);
  });

  it("sends what every rule matches to the queue", () => {
    const { resources } = synthesize();
    const rules = Object.keys(resources.aws_cloudwatch_event_rule ?? {});
    const targets = Object.values(resources.aws_cloudwatch_event_target ?? {});

    expect(targets.map(({ rule }) => rule).sort()).toEqual(
      rules.map((name) => reference(`aws_cloudwatch_event_rule.${name}.name`)).sort(),
    );
    for (const target of targets) {
      expect(target).toMatchObject({
        target_id: "KarpenterInterruptionQueueTarget",
        arn: reference("aws_sqs_queue.queue.arn"),
      });
    }
  });

  it("has rule names within EventBridge's limit for the longest cluster name", () => {
    const rules = Object.values(synthesize("c".repeat(46)).resources.aws_cloudwatch_event_rule ?? {});
    const names = rules.map(({ name }) => String(name));

    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(64);
    expect(new Set(names).size).toBe(5);
  });
});

describe("the queue's policy", () => {
  const RULE = "arn:aws:events:eu-central-1:111122223333:rule";
  const policy = JSON.parse(String(only(synthesize().resources, "aws_sqs_queue").policy));
  const send = (principal: string, source: string, secure = true) =>
    authorizeByResource(policy, principal, {
      action: "sqs:SendMessage",
      resource: "arn:aws:sqs:eu-central-1:111122223333:sandbox",
      context: { "aws:SecureTransport": String(secure), "aws:SourceArn": source },
    });

  it("defaults: each of the rules may send messages", async () => {
    const rules = Object.values(synthesize().resources.aws_cloudwatch_event_rule ?? {}).map(({ name }) => String(name));
    expect(rules).toHaveLength(5);
    for (const name of rules) {
      expect(await send("events.amazonaws.com", `${RULE}/${name}`)).toMatchObject({ allowed: true, ignored: [] });
    }
  });

  it.each([
    ["another rule of the account", `${RULE}/sandbox-other`],
    ["the same rule of another cluster", `${RULE}/sandbox2-Rebalance`],
    ["a rule on another bus", `${RULE}/other-bus/sandbox-Rebalance`],
    ["the rule of that name in another account", `${RULE.replace("111122223333", "444455556666")}/sandbox-Rebalance`],
    ["the rule of that name in another region", `${RULE.replace("eu-central-1", "eu-west-1")}/sandbox-Rebalance`],
  ])("fails when EventBridge acts for %s", async (_, source) => {
    expect(await send("events.amazonaws.com", source)).toMatchObject({ allowed: false });
  });

  it.each(["sns.amazonaws.com", "sqs.amazonaws.com"])("fails when a message comes from %s", async (service) => {
    expect(await send(service, `${RULE}/sandbox-Rebalance`)).toMatchObject({ allowed: false });
  });

  it("fails when a message comes without TLS", async () => {
    const verdict = await send("events.amazonaws.com", `${RULE}/sandbox-Rebalance`, false);

    expect(verdict.allowed).toBe(false);
    expect(verdict.why).toContain("DenyHTTP");
  });
});
