/** An EventBridge event that tells Karpenter that a node is about to go, or has gone. */
export interface InterruptionEvent {
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
