import { type Conditions, type PolicyDocument, policyDocument, type Statement } from "../../iam/policy-document";
import { ownershipTag } from "../../knowledge/names";
import type { NamedObjects } from "./description/aws-objects";
import { namedStatements } from "./named-permissions";

/** What the controller's permissions are narrowed to. All but the cluster's name and region may be unknown until deployment. */
export interface ControllerFacts {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly clusterName: string;
  /** ARN of the one role that the controller may hand to instances. */
  readonly nodeRoleArn: string;
  /**
   * ARN of the interruption queue.
   * @default - no queue, and no policy for it
   */
  readonly queueArn?: string;
  /**
   * What node classes name in AWS.
   * @default - nothing, and no policy for it
   */
  readonly named?: NamedObjects;
}

/** A managed policy of the controller. */
export interface ControllerPolicy {
  /** Part of its Terraform address. */
  readonly id: string;
  /** Name in AWS. */
  readonly name: string;
  readonly document: PolicyDocument;
}

/**
 * The controller's policies, statement by statement as in the official template, and split as there: a managed policy holds at most
 * 6,144 characters, and all of it in one exceeds that in most regions with quite ordinary cluster names.
 *
 * Source: cloudformation.yaml in Karpenter's getting-started guide, v1.14. 1.15 calls nothing else, unless the alpha feature gates
 * `NodeRepair` and `RebootForRepair` are both on.
 */
export function controllerPolicies(facts: ControllerFacts): ControllerPolicy[] {
  const named = facts.named === undefined ? [] : namedStatements(facts, facts.named);
  const policy = (id: string, statements: Statement[]): ControllerPolicy => ({
    id,
    name: `KarpenterController${id}Policy-${facts.clusterName}`,
    document: policyDocument(...statements),
  });
  return [
    policy("NodeLifecycle", [...launchStatements(facts), ...taggingStatements(facts), deletionStatement(facts)]),
    policy("IAMIntegration", [passRoleStatement(facts), ...instanceProfileStatements(facts)]),
    policy("EKSIntegration", [endpointStatement(facts)]),
    ...(facts.queueArn === undefined ? [] : [policy("Interruption", [queueStatement(facts.queueArn)])]),
    policy("ZonalShift", [zonalShiftStatement(facts)]),
    policy("ResourceDiscovery", [regionalReadStatement(facts), ...otherReadStatements(facts)]),
    // The official six stay as they are: what a description names is in a policy of its own.
    ...(named.length === 0 ? [] : [policy("NodeClasses", named)]),
  ];
}

/** EC2 resources in any account, for a shared subnet or reservation belongs to another one. */
const ec2 = (facts: ControllerFacts, type: string) => `arn:${facts.partition}:ec2:${facts.region}:*:${type}/*`;

const instanceProfiles = (facts: ControllerFacts) =>
  `arn:${facts.partition}:iam::${facts.accountId}:instance-profile/*`;

const clusterArn = (facts: ControllerFacts) =>
  `arn:${facts.partition}:eks:${facts.region}:${facts.accountId}:cluster/${facts.clusterName}`;

/** What comes into being by a launch, and can be tagged in the same call. */
const launched = (facts: ControllerFacts) =>
  ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"].map((type) =>
    ec2(facts, type),
  );

/** The resource belongs to the cluster and to a node pool. */
function ownedByPool(facts: ControllerFacts): Conditions {
  return {
    StringEquals: { [`aws:ResourceTag/${ownershipTag(facts.clusterName)}`]: "owned" },
    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
  };
}

/** The call tags what it makes as the cluster's and a node pool's. */
function taggedForPool(facts: ControllerFacts, further: Readonly<Record<string, readonly string[]>> = {}): Conditions {
  return {
    StringEquals: {
      [`aws:RequestTag/${ownershipTag(facts.clusterName)}`]: "owned",
      "aws:RequestTag/eks:eks-cluster-name": facts.clusterName,
      ...further,
    },
    StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" },
  };
}

function launchStatements(facts: ControllerFacts): Statement[] {
  return [
    {
      Sid: "AllowScopedEC2InstanceAccessActions",
      Effect: "Allow",
      Action: ["ec2:RunInstances", "ec2:CreateFleet"],
      Resource: [
        // Images and snapshots have no account in their ARN.
        `arn:${facts.partition}:ec2:${facts.region}::image/*`,
        `arn:${facts.partition}:ec2:${facts.region}::snapshot/*`,
        ec2(facts, "security-group"),
        ec2(facts, "subnet"),
        ec2(facts, "capacity-reservation"),
        ec2(facts, "placement-group"),
      ],
    },
    {
      Sid: "AllowScopedEC2LaunchTemplateAccessActions",
      Effect: "Allow",
      Action: ["ec2:RunInstances", "ec2:CreateFleet"],
      Resource: ec2(facts, "launch-template"),
      Condition: ownedByPool(facts),
    },
    {
      Sid: "AllowScopedEC2InstanceActionsWithTags",
      Effect: "Allow",
      Action: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
      Resource: launched(facts),
      Condition: taggedForPool(facts),
    },
  ];
}

function taggingStatements(facts: ControllerFacts): Statement[] {
  return [
    {
      Sid: "AllowScopedResourceCreationTagging",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: launched(facts),
      Condition: taggedForPool(facts, {
        "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
      }),
    },
    {
      // Later on, only the tags that Karpenter itself keeps up to date; never those that say whose an instance is.
      Sid: "AllowScopedResourceTagging",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: ec2(facts, "instance"),
      Condition: {
        ...ownedByPool(facts),
        StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": facts.clusterName },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
      },
    },
  ];
}

function deletionStatement(facts: ControllerFacts): Statement {
  return {
    Sid: "AllowScopedDeletion",
    Effect: "Allow",
    Action: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
    Resource: [ec2(facts, "instance"), ec2(facts, "launch-template")],
    Condition: ownedByPool(facts),
  };
}

function passRoleStatement(facts: ControllerFacts): Statement {
  return {
    Sid: "AllowPassingInstanceRole",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: facts.nodeRoleArn,
    Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] } },
  };
}

function instanceProfileStatements(facts: ControllerFacts): Statement[] {
  // IAM is global: the region's tag keeps apart clusters of the same name.
  const owned = (kind: "RequestTag" | "ResourceTag") => ({
    [`aws:${kind}/${ownershipTag(facts.clusterName)}`]: "owned",
    [`aws:${kind}/topology.kubernetes.io/region`]: facts.region,
  });
  const named = { "aws:RequestTag/eks:eks-cluster-name": facts.clusterName };
  const ofNodeClass = (kind: "RequestTag" | "ResourceTag") => ({ [`aws:${kind}/karpenter.k8s.aws/ec2nodeclass`]: "*" });
  return [
    {
      Sid: "AllowScopedInstanceProfileCreationActions",
      Effect: "Allow",
      Action: "iam:CreateInstanceProfile",
      Resource: instanceProfiles(facts),
      Condition: { StringEquals: { ...owned("RequestTag"), ...named }, StringLike: ofNodeClass("RequestTag") },
    },
    {
      Sid: "AllowScopedInstanceProfileTagActions",
      Effect: "Allow",
      Action: "iam:TagInstanceProfile",
      Resource: instanceProfiles(facts),
      Condition: {
        StringEquals: { ...owned("ResourceTag"), ...owned("RequestTag"), ...named },
        StringLike: { ...ofNodeClass("ResourceTag"), ...ofNodeClass("RequestTag") },
      },
    },
    {
      Sid: "AllowScopedInstanceProfileActions",
      Effect: "Allow",
      Action: ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
      Resource: instanceProfiles(facts),
      Condition: { StringEquals: owned("ResourceTag"), StringLike: ofNodeClass("ResourceTag") },
    },
  ];
}

function endpointStatement(facts: ControllerFacts): Statement {
  return {
    Sid: "AllowAPIServerEndpointDiscovery",
    Effect: "Allow",
    Action: "eks:DescribeCluster",
    Resource: clusterArn(facts),
  };
}

function queueStatement(queueArn: string): Statement {
  return {
    Sid: "AllowInterruptionQueueActions",
    Effect: "Allow",
    Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
    Resource: queueArn,
  };
}

function zonalShiftStatement(facts: ControllerFacts): Statement {
  return {
    Sid: "AllowZonalShiftStatusReadOnly",
    Effect: "Allow",
    Action: "arc-zonal-shift:GetManagedResource",
    Resource: "*",
    Condition: { StringEquals: { "arc-zonal-shift:ResourceIdentifier": clusterArn(facts) } },
  };
}

function regionalReadStatement(facts: ControllerFacts): Statement {
  return {
    Sid: "AllowRegionalReadActions",
    Effect: "Allow",
    Action: [
      "ec2:DescribeCapacityReservations",
      "ec2:DescribeImages",
      "ec2:DescribeInstances",
      "ec2:DescribeInstanceStatus",
      "ec2:DescribeInstanceTypeOfferings",
      "ec2:DescribeInstanceTypes",
      "ec2:DescribeLaunchTemplates",
      "ec2:DescribePlacementGroups",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSpotPriceHistory",
      "ec2:DescribeSubnets",
    ],
    // EC2 can't narrow its describe calls to resources.
    Resource: "*",
    Condition: { StringEquals: { "aws:RequestedRegion": facts.region } },
  };
}

function otherReadStatements(facts: ControllerFacts): Statement[] {
  return [
    {
      Sid: "AllowSSMReadActions",
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: `arn:${facts.partition}:ssm:${facts.region}::parameter/aws/service/*`,
    },
    { Sid: "AllowPricingReadActions", Effect: "Allow", Action: "pricing:GetProducts", Resource: "*" },
    {
      Sid: "AllowUnscopedInstanceProfileListAction",
      Effect: "Allow",
      Action: "iam:ListInstanceProfiles",
      Resource: "*",
    },
    {
      Sid: "AllowInstanceProfileReadActions",
      Effect: "Allow",
      Action: "iam:GetInstanceProfile",
      Resource: instanceProfiles(facts),
    },
  ];
}
