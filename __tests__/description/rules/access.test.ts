import { describe, expect, it } from "vitest";
import { allRoleNames, type ClusterInput } from "../../../src/addons/cluster-file";
import { accessRules } from "../../../src/description/rules/access";
import { check, parse } from "../../../testing/rules";

const [ONE, OTHER] = ["arn:aws:iam::111122223333:role/one", "arn:aws:iam::111122223333:role/other"];
const ADMIN = "AmazonEKSClusterAdminPolicy";

type Access = NonNullable<NonNullable<ClusterInput["controlPlane"]>["access"]>;

const access = (entry: Access, more: Partial<ClusterInput> = {}) =>
  check((cluster) => accessRules(cluster, allRoleNames(cluster.name)), { controlPlane: { access: entry }, ...more });

describe("accessRules", () => {
  it("defaults: the creator alone", () => {
    expect(access({})).toEqual([]);
  });

  it("fails when nobody could administer the cluster", () => {
    const nobody =
      "controlPlane.access.creatorAdmin  nobody could administer the cluster, not even to deploy add-ons; name the deploying role under admins";
    expect(access({ creatorAdmin: false, viewers: [ONE] })).toEqual([nobody]);
    expect(access({ creatorAdmin: false, admins: [ONE] })).toEqual([]);
    const entry = (namespaces?: string[]) => ({
      principalArn: ONE,
      policies: [{ policy: ADMIN, namespaces }] satisfies NonNullable<Access["entries"]>[number]["policies"],
    });
    expect(access({ creatorAdmin: false, entries: [entry()] })).toEqual([]);
    expect(access({ creatorAdmin: false, entries: [entry(["a"])] })).toEqual([nobody]);
  });

  it("fails when the deploying role could not administer the cluster", () => {
    const deployer = { aws: { roleArn: ONE } };
    expect(access({ creatorAdmin: false, admins: [OTHER], viewers: [ONE] }, deployer)).toEqual([
      `controlPlane.access.creatorAdmin  ${ONE} (aws.roleArn) deploys, and without this it may not administer the cluster; name it under admins too`,
    ]);
    expect(access({ creatorAdmin: false, admins: [OTHER, ONE] }, deployer)).toEqual([]);
    const entries: Access["entries"] = [{ principalArn: ONE, policies: [{ policy: ADMIN }] }];
    expect(access({ creatorAdmin: false, entries }, deployer)).toEqual([]);
  });

  it("fails when the creator gets a second entry", () => {
    expect(access({ admins: [OTHER, ONE] }, { aws: { roleArn: ONE } })).toEqual([
      "controlPlane.access.admins[1]  this role (aws.roleArn) creates the cluster, and EKS makes its entry, with all rights; remove it here, or set creatorAdmin to false for a new cluster; if another role made the cluster, name this one under entries, with AmazonEKSClusterAdminPolicy",
    ]);
    expect(access({ admins: [OTHER] }, { aws: { roleArn: ONE } })).toEqual([]);
  });

  it("lets a role deploy that didn't make the cluster, by an entry that is spelled out", () => {
    const entries: Access["entries"] = [{ principalArn: ONE, policies: [{ policy: ADMIN }] }];
    expect(access({ entries }, { aws: { roleArn: ONE } })).toEqual([
      "controlPlane.access.entries[0].principalArn  warning: this role (aws.roleArn) deploys; if it made the cluster too, EKS has made its entry, and refuses this one (409): keep it only if another role made the cluster",
    ]);
  });

  it.each([
    "KarpenterNodeRole-sandbox",
    "sandbox-cluster",
    "sandbox-fargate",
    "sandbox-karpenter",
    "sandbox-vpc-cni",
    "sandbox-flow-logs",
  ])("fails when a principal is %s, which is made here", (role) => {
    const arn = `arn:aws:iam::111122223333:role/${role}`;
    const message = `${role} is a role that is made for this cluster, with the rights that it needs; name another`;
    expect(access({ viewers: [arn] })).toEqual([`controlPlane.access.viewers[0]  ${message}`]);
    expect(access({}, { aws: { roleArn: arn } })).toEqual([`aws.roleArn  ${message}`]);
    expect(access({ viewers: [`${arn}s`] })).toEqual([]);
    expect(access({ viewers: [arn] }, { aws: { accountId: "444455556666" } })).toEqual([]);
  });

  it("fails when a principal is there twice", () => {
    expect(access({ admins: [ONE], viewers: [OTHER, ONE], entries: [{ principalArn: OTHER }] })).toEqual([
      `controlPlane.access.viewers[1]  ${ONE} is under admins already, and EKS keeps one entry for each; put all its policies into one of entries`,
      `controlPlane.access.entries[0].principalArn  ${OTHER} is under viewers already, and EKS keeps one entry for each; put all its policies into one of entries`,
    ]);
  });

  it("fails when an entry has a policy, a group or a namespace twice", () => {
    const policies = ["a", "b"].map((namespace) => ({
      policy: "AmazonEKSViewPolicy" as const,
      namespaces: [namespace],
    }));
    expect(access({ entries: [{ principalArn: ONE, policies }] })).toEqual([
      "controlPlane.access.entries[0].policies[1].policy  AmazonEKSViewPolicy is in this entry already, and EKS associates it once; join the namespaces",
    ]);
    const twice = [{ policy: "AmazonEKSViewPolicy" as const, namespaces: ["a", "b", "a"] }];
    expect(access({ entries: [{ principalArn: ONE, kubernetesGroups: ["x", "x"], policies: twice }] })).toEqual([
      "controlPlane.access.entries[0].kubernetesGroups[1]  x is listed twice; remove one",
      "controlPlane.access.entries[0].policies[0].namespaces[2]  a is listed twice; remove one",
    ]);
  });
});

/** What is found in an entry with these values. */
function entry(values: Readonly<Record<string, unknown>>): string[] {
  return parse({ controlPlane: { access: { entries: [{ principalArn: ONE, ...values }] } } }).map((line) =>
    line.replace("controlPlane.access.entries[0].", ""),
  );
}

describe("values of an access entry", () => {
  it.each(["jo", "team:{{SessionName}}", "team:{{SessionNameRaw}}", ":jo{{SessionName}}", "my-system:jo"])(
    "takes the user name %s",
    (userName) => {
      expect(entry({ userName })).toEqual([]);
    },
  );

  it.each(["system:jo", "eks:jo", "aws:jo", "amazon:jo", "iam:jo"])("fails when the user name is %s", (userName) => {
    expect(entry({ userName })).toEqual([
      `userName  got the string "${userName}"; EKS refuses user names that begin with system:, eks:, aws:, amazon: or iam:; choose another, or leave the key out`,
    ]);
  });

  it("fails when a session's name has no colon before it", () => {
    expect(entry({ userName: "jo{{SessionNameRaw}}" })).toEqual([expect.stringContaining("EKS wants a colon")]);
    expect(entry({ userName: "jo{{SessionName}}:x" })).toEqual([
      'userName  got the string "jo{{SessionName}}:x"; EKS wants a colon somewhere before {{SessionName}} and {{SessionNameRaw}}; write, for example, team:{{SessionName}}',
    ]);
  });

  it("fails when a group is one of Kubernetes' own", () => {
    expect(entry({ kubernetesGroups: ["system:masters", "system:nodes", "systems:x"] })).toEqual([
      'kubernetesGroups[0]  got the string "system:masters"; EKS refuses groups that begin with system:; for all rights, put the principal under controlPlane.access.admins',
      'kubernetesGroups[1]  got the string "system:nodes"; EKS refuses groups that begin with system:; bind a group of your own to the role that is wanted',
    ]);
  });

  it.each(["AmazonEKSViewPolicy", "AmazonARCRegionSwitchScalingPolicy", "AmazonSagemakerHyperpodClusterPolicy"])(
    "takes the policy %s",
    (policy) => {
      expect(entry({ policies: [{ policy }] })).toEqual([]);
    },
  );

  it.each([
    [
      "AmazonEKSClusterPolicy",
      "this is an IAM policy, which allows calls to AWS and nothing in a cluster; the name of an EKS access policy is needed, such as AmazonEKSViewPolicy",
    ],
    [
      "AmazonEKSAdminVewPolicy",
      "EKS has no access policy of this name; did you mean AmazonEKSAdminViewPolicy? 'aws eks list-access-policies' lists all (one that is newer than 2026-11-25 isn't known here)",
    ],
    [
      "constructor",
      "EKS has no access policy of this name; 'aws eks list-access-policies' lists all (one that is newer than 2026-11-25 isn't known here)",
    ],
  ])("fails when the policy is %s", (policy, message) => {
    expect(entry({ policies: [{ policy }] })).toEqual([`policies[0].policy  got the string "${policy}"; ${message}`]);
  });

  it("fails when a policy is named by its ARN, or not at all", () => {
    const policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy";
    expect(entry({ policies: [{ policy }, {}] })).toEqual([
      expect.stringMatching(/^policies\[0\]\.policy {2}got .*; the name alone is needed: AmazonEKSEditPolicy$/),
      "policies[1].policy  missing; the name of an EKS access policy is needed, such as AmazonEKSViewPolicy",
    ]);
  });

  it("takes patterns of namespaces, and fails when one can't be", () => {
    const policies = [{ policy: "AmazonEKSViewPolicy", namespaces: ["shop", "dev-*", "?a"] }];
    expect(entry({ policies })).toEqual([]);
    expect(entry({ policies: [{ policy: "AmazonEKSViewPolicy", namespaces: ["Shop"] }] })).toEqual([
      "policies[0].namespaces[0]  got the string \"Shop\"; a namespace is needed: lower-case letters, digits and '-', with a letter or digit at both ends; * and ? are wildcards",
    ]);
  });
});
