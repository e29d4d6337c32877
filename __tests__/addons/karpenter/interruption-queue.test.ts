import { describe, expect, it } from "vitest";
import { interruptionEvents } from "../../../src/addons/karpenter/events";
import { InterruptionQueue } from "../../../src/addons/karpenter/interruption-queue";
import official from "../../golden/karpenter-events.json";
import { authorizeByResource } from "../../support/iam";
import { only, type Resources, reference, synthesizeResources } from "../../support/synthesize";

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
  const queueArn = "arn:aws:sqs:eu-central-1:111122223333:sandbox";
  const send = (principal: string, secure: boolean) =>
    authorizeByResource(JSON.parse(String(only(synthesize().resources, "aws_sqs_queue").policy)), principal, {
      action: "sqs:SendMessage",
      resource: queueArn,
      context: { "aws:SecureTransport": String(secure) },
    });

  it.each(["events.amazonaws.com", "sqs.amazonaws.com"])("lets %s send messages", async (service) => {
    expect(await send(service, true)).toMatchObject({ allowed: true });
  });

  it("fails when a message comes from another service", async () => {
    expect(await send("sns.amazonaws.com", true)).toMatchObject({ allowed: false });
  });

  it("fails when a message comes without TLS", async () => {
    const verdict = await send("events.amazonaws.com", false);

    expect(verdict.allowed).toBe(false);
    expect(verdict.why).toContain("DenyHTTP");
  });
});
