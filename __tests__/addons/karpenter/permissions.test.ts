import { describe, expect, it } from "vitest";
import { controllerPolicies } from "../../../src/addons/karpenter/policies";
import { authorize, type Call, CONTROLLER_FACTS } from "../../../testing/iam";

const policies = controllerPolicies(CONTROLLER_FACTS);

type Context = Readonly<Record<string, string | readonly string[]>>;

const region: Context = { "aws:RequestedRegion": "eu-central-1" };
const instance = ec2("instance/i-0123456789abcdef0");
const profile = "arn:aws:iam::111122223333:instance-profile/karpenter/eu-central-1/sandbox/9d2f/sandbox_123";

/** Tags that Karpenter puts on everything that it makes in EC2, at once. */
const poolTags = {
  "kubernetes.io/cluster/sandbox": "owned",
  "eks:eks-cluster-name": "sandbox",
  "karpenter.sh/nodepool": "default",
  "karpenter.k8s.aws/ec2nodeclass": "default",
};

const profileTags = {
  "kubernetes.io/cluster/sandbox": "owned",
  "eks:eks-cluster-name": "sandbox",
  "karpenter.k8s.aws/ec2nodeclass": "default",
  "topology.kubernetes.io/region": "eu-central-1",
};

function ec2(resource: string): string {
  return `arn:aws:ec2:eu-central-1:111122223333:${resource}`;
}

/** The request carries these tags. */
function tagging(tags: Readonly<Record<string, string>>): Context {
  const entries = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  return { ...Object.fromEntries(entries), "aws:TagKeys": Object.keys(tags) };
}

/** The resource has these tags already. */
function tagged(tags: Readonly<Record<string, string>>): Context {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

function without(tags: Readonly<Record<string, string>>, missing: string): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => key !== missing));
}

function calls(action: string, resources: readonly string[], context: Context = {}): Call[] {
  return resources.map((resource) => ({ action, resource, context: { ...region, ...context } }));
}

const image = "arn:aws:ec2:eu-central-1::image/ami-1";

/** What the controller asks AWS for from its start to the removal of its last node, resource by resource. */
const lifeCycle: Readonly<Record<string, readonly Call[]>> = {
  start: [
    ...calls("eks:DescribeCluster", ["arn:aws:eks:eu-central-1:111122223333:cluster/sandbox"]),
    ...calls("arc-zonal-shift:GetManagedResource", ["*"], {
      "arc-zonal-shift:ResourceIdentifier": "arn:aws:eks:eu-central-1:111122223333:cluster/sandbox",
    }),
    ...calls("pricing:GetProducts", ["*"]),
    ...calls("sqs:GetQueueUrl", ["arn:aws:sqs:eu-central-1:111122223333:sandbox"]),
  ],
  discovery: [
    ...[
      "CapacityReservations",
      "Images",
      "Instances",
      "InstanceStatus",
      "InstanceTypeOfferings",
      "InstanceTypes",
      "LaunchTemplates",
      "PlacementGroups",
      "SecurityGroups",
      "SpotPriceHistory",
      "Subnets",
    ].flatMap((things) => calls(`ec2:Describe${things}`, ["*"])),
    ...calls("ssm:GetParameter", [
      "arn:aws:ssm:eu-central-1::parameter/aws/service/eks/optimized-ami/1.36/amazon-linux-2023/arm64/standard/recommended/image_id",
      "arn:aws:ssm:eu-central-1::parameter/aws/service/bottlerocket/aws-k8s-1.36/x86_64/latest/image_id",
    ]),
  ],
  "instance profile": [
    ...calls("iam:ListInstanceProfiles", ["*"]),
    ...calls("iam:GetInstanceProfile", [profile]),
    ...calls("iam:CreateInstanceProfile", [profile], tagging(profileTags)),
    ...calls("iam:TagInstanceProfile", [profile], { ...tagged(profileTags), ...tagging(profileTags) }),
    ...calls("iam:AddRoleToInstanceProfile", [profile], tagged(profileTags)),
    ...calls("iam:PassRole", ["arn:aws:iam::111122223333:role/KarpenterNodeRole-sandbox"], {
      "iam:PassedToService": "ec2.amazonaws.com",
    }),
  ],
  launch: [
    ...calls("ec2:CreateLaunchTemplate", [ec2("launch-template/lt-1")], tagging(poolTags)),
    ...calls("ec2:CreateTags", [ec2("launch-template/lt-1")], {
      ...tagging(poolTags),
      "ec2:CreateAction": "CreateLaunchTemplate",
    }),
    ...calls("ec2:CreateFleet", [image, ec2("subnet/subnet-1")]),
    ...calls("ec2:CreateFleet", [ec2("launch-template/lt-1")], tagged(poolTags)),
    ...calls("ec2:CreateFleet", [ec2("fleet/fleet-1"), instance, ec2("volume/vol-1")], tagging(poolTags)),
    ...calls("ec2:RunInstances", [
      image,
      "arn:aws:ec2:eu-central-1::snapshot/snap-1",
      ec2("subnet/subnet-1"),
      ec2("security-group/sg-1"),
    ]),
    ...calls("ec2:RunInstances", [ec2("launch-template/lt-1")], tagged(poolTags)),
    ...calls(
      "ec2:RunInstances",
      [instance, ec2("volume/vol-1"), ec2("network-interface/eni-1"), ec2("spot-instances-request/sir-1")],
      tagging(poolTags),
    ),
    ...calls("ec2:CreateTags", [ec2("fleet/fleet-1"), instance, ec2("volume/vol-1")], {
      ...tagging(poolTags),
      "ec2:CreateAction": "CreateFleet",
    }),
    ...calls("ec2:CreateTags", [instance, ec2("volume/vol-1"), ec2("network-interface/eni-1")], {
      ...tagging(poolTags),
      "ec2:CreateAction": "RunInstances",
    }),
  ],
  registration: calls("ec2:CreateTags", [instance], {
    ...tagged(poolTags),
    ...tagging({ Name: "ip-10-0-1-1", "karpenter.sh/nodeclaim": "default-x7k2p", "eks:eks-cluster-name": "sandbox" }),
  }),
  interruption: [
    ...calls("sqs:ReceiveMessage", ["arn:aws:sqs:eu-central-1:111122223333:sandbox"]),
    ...calls("sqs:DeleteMessage", ["arn:aws:sqs:eu-central-1:111122223333:sandbox"]),
  ],
  removal: [
    ...calls("ec2:TerminateInstances", [instance], tagged(poolTags)),
    ...calls("ec2:DeleteLaunchTemplate", [ec2("launch-template/lt-1")], tagged(poolTags)),
    ...calls("iam:RemoveRoleFromInstanceProfile", [profile], tagged(profileTags)),
    ...calls("iam:DeleteInstanceProfile", [profile], tagged(profileTags)),
  ],
};

const otherCluster = { ...without(poolTags, "kubernetes.io/cluster/sandbox"), "kubernetes.io/cluster/other": "owned" };
const otherProfile = {
  ...without(profileTags, "kubernetes.io/cluster/sandbox"),
  "kubernetes.io/cluster/other": "owned",
};
const ownership = "aws:RequestTag/kubernetes.io/cluster/sandbox";
const owner = "aws:ResourceTag/kubernetes.io/cluster/sandbox";
const nowhere = "no statement is about this action on this resource";

/** What is denied, and what it is denied for. */
const outOfBounds: Readonly<Record<string, readonly [string, readonly Call[]]>> = {
  "launches without the cluster's tag": [
    ownership,
    ["ec2:RunInstances", "ec2:CreateFleet"].flatMap((action) =>
      calls(action, [instance], tagging(without(poolTags, "kubernetes.io/cluster/sandbox"))),
    ),
  ],
  "launches without a node pool": [
    "aws:RequestTag/karpenter.sh/nodepool",
    calls("ec2:RunInstances", [instance], tagging(without(poolTags, "karpenter.sh/nodepool"))),
  ],
  "launches in another cluster's name": [ownership, calls("ec2:CreateFleet", [instance], tagging(otherCluster))],
  "launches from another cluster's template": [
    owner,
    calls("ec2:RunInstances", [ec2("launch-template/lt-2")], tagged(otherCluster)),
  ],
  "termination of another cluster's instance": [
    owner,
    calls("ec2:TerminateInstances", [instance], tagged(otherCluster)),
  ],
  "termination of an instance that isn't Karpenter's": [
    "aws:ResourceTag/karpenter.sh/nodepool",
    calls("ec2:TerminateInstances", [instance], tagged({ "kubernetes.io/cluster/sandbox": "owned" })),
  ],
  "deletion of another cluster's launch template": [
    owner,
    calls("ec2:DeleteLaunchTemplate", [ec2("launch-template/lt-2")], tagged(otherCluster)),
  ],
  "adopting an instance by tags": [
    owner,
    calls("ec2:CreateTags", [instance], { ...tagged(otherCluster), ...tagging({ Name: "mine" }) }),
  ],
  "giving an instance of its own to another cluster": [
    "aws:TagKeys",
    calls("ec2:CreateTags", [instance], {
      ...tagged(poolTags),
      ...tagging({ "kubernetes.io/cluster/other": "owned" }),
    }),
  ],
  "passing another role": [
    nowhere,
    calls("iam:PassRole", ["arn:aws:iam::111122223333:role/admin"], { "iam:PassedToService": "ec2.amazonaws.com" }),
  ],
  "passing the node role to another service": [
    "iam:PassedToService",
    calls("iam:PassRole", ["arn:aws:iam::111122223333:role/KarpenterNodeRole-sandbox"], {
      "iam:PassedToService": "lambda.amazonaws.com",
    }),
  ],
  "adding a role to another cluster's instance profile": [
    owner,
    calls("iam:AddRoleToInstanceProfile", [profile], tagged(otherProfile)),
  ],
  "deletion of the instance profile of a cluster of this name in another region": [
    "aws:ResourceTag/topology.kubernetes.io/region",
    calls(
      "iam:DeleteInstanceProfile",
      [profile],
      tagged({ ...profileTags, "topology.kubernetes.io/region": "us-east-1" }),
    ),
  ],
  "looking at another region": [
    "aws:RequestedRegion",
    [{ action: "ec2:DescribeInstances", resource: "*", context: { "aws:RequestedRegion": "us-east-1" } }],
  ],
  "launching in another region": [
    nowhere,
    calls("ec2:RunInstances", ["arn:aws:ec2:us-east-1:111122223333:instance/i-1"], tagging(poolTags)),
  ],
  "another queue": [
    nowhere,
    ["sqs:ReceiveMessage", "sqs:DeleteMessage"].flatMap((action) =>
      calls(action, ["arn:aws:sqs:eu-central-1:111122223333:other"]),
    ),
  ],
  "another cluster's description": [
    nowhere,
    calls("eks:DescribeCluster", ["arn:aws:eks:eu-central-1:111122223333:cluster/other"]),
  ],
};

describe("the controller's permissions", () => {
  it.each(Object.entries(lifeCycle))("cover its %s", async (_stage, stageCalls) => {
    for (const call of stageCalls) {
      const verdict = await authorize(policies, call);
      expect(verdict, `${call.action} on ${call.resource}`).toMatchObject({ allowed: true, ignored: [] });
    }
  });

  it.each(Object.entries(outOfBounds))("fail when it tries %s", async (_what, [reason, forbidden]) => {
    for (const call of forbidden) {
      const verdict = await authorize(policies, call);
      expect(verdict, `${call.action} on ${call.resource}`).toMatchObject({ allowed: false, ignored: [] });
      expect(verdict.why).toContain(reason);
    }
  });

  it("fail when it reads a parameter of the account's own", async () => {
    const [call] = calls("ssm:GetParameter", ["arn:aws:ssm:eu-central-1:111122223333:parameter/secret"]);

    expect(call && (await authorize(policies, call))).toMatchObject({ allowed: false });
  });
});
