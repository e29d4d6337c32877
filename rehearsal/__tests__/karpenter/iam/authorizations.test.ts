import { describe, expect, it } from "vitest";
import type { LoggedCall } from "../../../emulated-aws";
import { authorizations } from "../../../karpenter/iam/authorizations";
import { expectAllowed } from "../../../karpenter/iam/judge";
import { controllerPolicies } from "../../../karpenter/product";

const account = "123456789012";
const owned = { "kubernetes.io/cluster/sandbox": "owned", "eks:eks-cluster-name": "sandbox" };
const tags = [...Object.entries(owned), ["karpenter.sh/nodepool", "default"]].map(([Key, Value]) => ({ Key, Value }));
const specification = (ResourceType: string) => ({ ResourceType, Tags: tags });

function called(service: string, action: string, parameters: LoggedCall["parameters"] = {}): LoggedCall {
  return {
    time: "2026-01-01T00:00:00Z",
    region: "eu-central-1",
    principal: `arn:aws:sts::${account}:assumed-role/sandbox-karpenter/1`,
    status: 200,
    code: "OK",
    service,
    action,
    parameters,
  };
}

const profile = { InstanceProfileName: "sandbox_1" };
const profileMade = called("iam", "CreateInstanceProfile", { ...profile, Path: "/karpenter/", Tags: tags });
const profileFilled = called("iam", "AddRoleToInstanceProfile", { ...profile, RoleName: "KarpenterNodeRole-sandbox" });
const template = called("ec2", "CreateLaunchTemplate", {
  LaunchTemplateName: "karpenter.k8s.aws/1",
  LaunchTemplateData: {
    ImageId: "ami-1",
    IamInstanceProfile: { Name: "sandbox_1" },
    NetworkInterfaces: [{ Groups: ["sg-1"] }],
    TagSpecifications: [specification("network-interface")],
  },
  TagSpecifications: [specification("launch-template")],
});
const fleet = called("ec2", "CreateFleet", {
  Type: "instant",
  LaunchTemplateConfigs: [
    {
      LaunchTemplateSpecification: { LaunchTemplateName: "karpenter.k8s.aws/1" },
      Overrides: [{ SubnetId: "subnet-1" }, { SubnetId: "subnet-2" }, { SubnetId: "subnet-1" }],
    },
  ],
  TagSpecifications: [specification("fleet"), specification("instance"), specification("volume")],
});

describe("authorizations", () => {
  it("defaults: one for each resource that a call touches, in the region that it went to", () => {
    const found = authorizations([template, fleet], account);
    const fleets = found.filter(({ action }) => action === "ec2:CreateFleet").map(({ resource }) => resource);
    expect(fleets.map((arn) => arn.split(":").at(-1))).toEqual([
      "image/ami-1",
      "subnet/subnet-1",
      "subnet/subnet-2",
      "launch-template/lt-1",
      "fleet/new",
      "instance/new",
      "volume/new",
    ]);
    expect(new Set(found.map(({ context }) => context?.["aws:RequestedRegion"]))).toEqual(new Set(["eu-central-1"]));
  });

  it("knows a launch template's tags from when it was made", () => {
    const found = authorizations([template, fleet], account);
    const used = found.find(({ resource, action }) => action === "ec2:CreateFleet" && resource.endsWith("lt-1"));
    expect(used?.context).toMatchObject({ "aws:ResourceTag/kubernetes.io/cluster/sandbox": "owned" });
  });

  it("lets an instant fleet launch in its caller's name, with all that is in the template", () => {
    const found = authorizations([profileMade, profileFilled, template, fleet], account).slice(-12);
    expect(found.map(({ action, resource }) => `${action} ${resource.split(":").at(-1)}`)).toEqual([
      "ec2:RunInstances image/ami-1",
      "ec2:RunInstances subnet/subnet-1",
      "ec2:RunInstances subnet/subnet-2",
      "ec2:RunInstances launch-template/lt-1",
      "ec2:RunInstances security-group/sg-1",
      "ec2:RunInstances instance/new",
      "ec2:CreateTags instance/new",
      "ec2:RunInstances volume/new",
      "ec2:CreateTags volume/new",
      "ec2:RunInstances network-interface/new",
      "ec2:CreateTags network-interface/new",
      "iam:PassRole role/KarpenterNodeRole-sandbox",
    ]);
    expect(found.at(-2)?.context).toMatchObject({ "ec2:CreateAction": "RunInstances" });
  });

  it("asks for the right to start spot instances where they are wanted", () => {
    const TargetCapacitySpecification = { DefaultTargetCapacityType: "spot" };
    const spot = called("ec2", "CreateFleet", { ...fleet.parameters, TargetCapacitySpecification });
    const resources = authorizations([template, spot], account).map(({ resource }) => resource.split(":").at(-1));
    expect(resources).toContain("spot-instances-request/new");
  });

  it("knows an instance profile's path from when it was made", () => {
    const found = authorizations([profileMade, profileFilled], account);
    expect(found.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      `iam:CreateInstanceProfile arn:aws:iam::${account}:instance-profile/karpenter/sandbox_1`,
      `iam:AddRoleToInstanceProfile arn:aws:iam::${account}:instance-profile/karpenter/sandbox_1`,
      `iam:PassRole arn:aws:iam::${account}:role/KarpenterNodeRole-sandbox`,
    ]);
  });

  it("fails when the controller makes a call that isn't known", () => {
    expect(() => authorizations([called("s3", "PutObject")], account)).toThrow("s3:PutObject, and how IAM sees that");
  });
});

describe("expectAllowed", () => {
  const policies = controllerPolicies({
    partition: "aws",
    region: "eu-central-1",
    accountId: account,
    clusterName: "sandbox",
    nodeRoleArn: `arn:aws:iam::${account}:role/KarpenterNodeRole-sandbox`,
    queueArn: `arn:aws:sqs:eu-central-1:${account}:sandbox`,
  });

  it("defaults: this project's policies allow a launch", async () => {
    await expect(expectAllowed([template, fleet], policies, account)).resolves.toBeUndefined();
  });

  it("fails when a policy lacks an action, and names it", async () => {
    const less: typeof policies = JSON.parse(JSON.stringify(policies).replaceAll(',"ec2:CreateFleet"', ""));
    await expect(expectAllowed([template, fleet], less, account)).rejects.toThrow("ec2:CreateFleet on arn:aws:ec2");
  });

  it("fails when a call leaves out the tags that its permission hangs on", async () => {
    const untagged = called("ec2", "CreateFleet", { ...fleet.parameters, TagSpecifications: [] });
    await expect(expectAllowed([template, untagged], policies, account)).rejects.toThrow("instance/new");
  });

  it("fails when the template names a role that may not be passed", async () => {
    const admin = called("iam", "AddRoleToInstanceProfile", { ...profile, RoleName: "admin" });
    await expect(expectAllowed([profileMade, admin, template, fleet], policies, account)).rejects.toThrow(
      /AWS would refuse:[\s\S]*iam:PassRole on arn:aws:iam::111122223333:role\/admin/,
    );
  });

  it("fails when there are no calls to judge", async () => {
    await expect(expectAllowed([], policies, account)).rejects.toThrow("the controller called AWS");
  });
});
