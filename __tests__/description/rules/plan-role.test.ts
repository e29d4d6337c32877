import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../../src/addons/cluster-file";
import { formatPath } from "../../../src/description/problem";
import { planRoleRules } from "../../../src/description/rules/plan-role";
import { clusterSpec } from "../../../testing/stacks";

type AwsInput = NonNullable<ClusterInput["aws"]>;
type AccessInput = NonNullable<NonNullable<ClusterInput["controlPlane"]>["access"]>;

const DEPLOYER = "arn:aws:iam::111122223333:role/deployer";
const PLANS = "arn:aws:iam::111122223333:role/plans";

function check(aws: AwsInput, access: AccessInput = {}): string[] {
  return planRoleRules(clusterSpec({ aws, controlPlane: { access } })).map(
    ({ path, message }) => `${formatPath(path)}  ${message}`,
  );
}

describe("the role that plans", () => {
  it("defaults: there is none, or one beside the deploying role", () => {
    expect(check({})).toEqual([]);
    expect(check({ roleArn: DEPLOYER })).toEqual([]);
    expect(check({ accountId: "111122223333", roleArn: DEPLOYER, planRoleArn: PLANS })).toEqual([]);
  });

  it.each<[string, AwsInput, RegExp]>([
    [
      "there is no deploying role",
      { planRoleArn: PLANS },
      /would have a role and deploys none; name the deploying role/,
    ],
    [
      "it is the deploying role",
      { roleArn: PLANS, planRoleArn: PLANS },
      /all rights of the deploying role .* only reads$/,
    ],
    [
      "it is in another account",
      { accountId: "444455556666", roleArn: DEPLOYER, planRoleArn: PLANS },
      /in account 111122223333, the cluster in 444455556666/,
    ],
  ])("fails when %s", (_, aws, message) => {
    expect(check(aws)).toEqual([expect.stringMatching(message)]);
    expect(check(aws)[0]).toMatch(/^aws.planRoleArn {2}/);
  });

  it("fails when it is in another account than the role that deploys", () => {
    expect(check({ roleArn: DEPLOYER.replace("111122223333", "444455556666"), planRoleArn: PLANS })).toEqual([
      "aws.planRoleArn  the role is in account 111122223333, the cluster in 444455556666 (aws.roleArn); name a role of that account",
    ]);
  });

  it.each<[string, AccessInput]>([
    ["admins", { admins: [PLANS] }],
    ["viewers", { viewers: [PLANS] }],
    ["entries", { entries: [{ principalArn: PLANS }] }],
  ])("fails when it is under %s too", (list, access) => {
    expect(check({ roleArn: DEPLOYER, planRoleArn: PLANS }, access)).toEqual([
      `aws.planRoleArn  the role is under controlPlane.access.${list} too, and EKS keeps one entry for each; remove it there, its entry is made here`,
    ]);
  });
});
