import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyDocument, policyJson } from "../../iam/policy-document";

/** An EventBridge event that tells Karpenter that a node is about to go, or has gone. */
interface InterruptionEvent {
  /** Name of the rule in Karpenter's reference, and part of its Terraform address. */
  readonly id: string;
  /** End of the rule's name in AWS; short, since the cluster's name (up to 46 characters) comes before it and 64 is the limit. */
  readonly suffix: string;
  readonly source: string;
  readonly detailType: string;
  /** What the rule is for, for people who find it in the console. */
  readonly description: string;
}

/**
 * The events that Karpenter acts on. Source and detail type have to be exact: a rule with a typo never matches, and nothing complains.
 *
 * Source: the CloudFormation template and reference in Karpenter's getting-started guide, v1.14 (1.15 listens to the same).
 */
export const interruptionEvents: readonly InterruptionEvent[] = [
  {
    id: "ScheduledChangeRule",
    suffix: "ScheduledChange",
    source: "aws.health",
    detailType: "AWS Health Event",
    description: "Tells Karpenter that AWS is going to maintain or retire an instance",
  },
  {
    id: "SpotInterruptionRule",
    suffix: "SpotInterruption",
    source: "aws.ec2",
    detailType: "EC2 Spot Instance Interruption Warning",
    description: "Tells Karpenter that a spot instance will be taken back in two minutes",
  },
  {
    id: "RebalanceRule",
    suffix: "Rebalance",
    source: "aws.ec2",
    detailType: "EC2 Instance Rebalance Recommendation",
    description: "Tells Karpenter that a spot instance is likely to be taken back",
  },
  {
    id: "InstanceStateChangeRule",
    suffix: "InstanceState",
    source: "aws.ec2",
    detailType: "EC2 Instance State-change Notification",
    description: "Tells Karpenter that an instance was stopped or terminated by something else",
  },
  {
    id: "CapacityReservationInterruptionRule",
    suffix: "ReservedCapacity",
    source: "aws.ec2",
    detailType: "EC2 Capacity Reservation Instance Interruption Warning",
    description: "Tells Karpenter that an instance in a capacity reservation will be taken back",
  },
];

export interface InterruptionQueueProps {
  readonly clusterName: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** The queue from which Karpenter learns of nodes that are going away, and the rules that fill it. */
export class InterruptionQueue extends Construct {
  /** Name for Karpenter's setting `interruptionQueue`: that of the cluster. */
  readonly name: string;
  /** Put together: who is allowed something on the queue doesn't wait for it, which takes the provider half a minute. */
  readonly arn: string;
  /** Queue, rules and targets. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: InterruptionQueueProps) {
    super(scope, id);

    const queue = new SqsQueue(this, "Default", {
      name: props.clusterName,
      // A message that nobody took for five minutes is about an instance that is gone.
      messageRetentionSeconds: 300,
      sqsManagedSseEnabled: true,
      // As an argument, not as a resource of its own: the queue is never open to plain HTTP, and the provider's wait of half a
      // minute for a change of policy is saved.
      policy: policyJson(queuePolicy(props)),
    });
    this.name = props.clusterName;
    this.arn = queueArn(props);
    this.ready = [queue, ...interruptionEvents.flatMap((event) => this.forward(event, queue, props.clusterName))];
  }

  private forward(event: InterruptionEvent, queue: SqsQueue, clusterName: string): ITerraformDependable[] {
    const rule = new CloudwatchEventRule(this, event.id, {
      name: ruleName(clusterName, event),
      description: event.description,
      eventPattern: JSON.stringify({ source: [event.source], "detail-type": [event.detailType] }),
    });
    const target = new CloudwatchEventTarget(this, event.id.replace(/Rule$/, "Target"), {
      rule: rule.name,
      targetId: "KarpenterInterruptionQueueTarget",
      arn: queue.arn,
    });
    return [rule, target];
  }
}

/**
 * Lets the rules above in, and nobody without TLS. ARNs are put together, for a queue can't refer to itself, nor to what
 * refers to it.
 *
 * Karpenter's own template admits all of EventBridge, whoever's rule it is, and SQS. Nothing sends as `sqs.amazonaws.com`
 * here, and EventBridge names the rule that it acts for:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
function queuePolicy(props: InterruptionQueueProps): PolicyDocument {
  const { clusterName, partition, region, accountId } = props;
  const Resource = queueArn(props);
  const rules = interruptionEvents.map(
    (event) => `arn:${partition}:events:${region}:${accountId}:rule/${ruleName(clusterName, event)}`,
  );
  return {
    Version: "2012-10-17",
    Id: "EC2InterruptionPolicy",
    Statement: [
      {
        Sid: "AllowRules",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource,
        Condition: { ArnEquals: { "aws:SourceArn": rules } },
      },
      {
        Sid: "DenyHTTP",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}

function queueArn({ clusterName, partition, region, accountId }: InterruptionQueueProps): string {
  return `arn:${partition}:sqs:${region}:${accountId}:${clusterName}`;
}

function ruleName(clusterName: string, { suffix }: InterruptionEvent): string {
  return `${clusterName}-${suffix}`;
}
