import { describe, expect, it } from "vitest";
import { regionRules } from "../../../src/description/rules/region";
import { check, parse } from "../../../testing/rules";
import { resource, synthesizeCluster } from "../../../testing/stacks";

const zonesOf = (region: string, letters: string) => [...letters].map((letter) => `${region}${letter}`);
const within = (region: string, letters = "ab") =>
  check(regionRules, { region, network: { availabilityZones: zonesOf(region, letters) } });

describe("regionRules", () => {
  it.each(["eu-central-1", "ap-southeast-7", "mx-central-1", "cn-northwest-1", "eusc-de-east-1"])(
    "defaults: nothing to say of %s",
    (region) => {
      expect(within(region)).toEqual([]);
    },
  );

  it.each(["us-gov-west-1", "us-gov-east-1"])("fails in %s, where EKS has no Fargate", (region) => {
    expect(within(region)).toEqual([
      `region  EKS has no Fargate in ${region}, and CoreDNS and Karpenter run on it here; choose a region outside of GovCloud`,
    ]);
  });

  it.each([
    ["eu-centrl-1", "AWS has no region eu-centrl-1; did you mean eu-central-1?"],
    ["moon-base-1", "AWS has no region moon-base-1; choose another, such as eu-central-1"],
  ])("fails when the region is %s", (region, message) => {
    expect(within(region)).toEqual([`region  ${message}`]);
  });

  it("warns of a region that isn't known, and lets it be new", () => {
    expect(within("eu-central-3")).toEqual([
      "region  warning: eu-central-3 isn't among the regions where EKS is known to run pods on Fargate (as of 2026-11-25); did you mean eu-central-1?",
    ]);
    expect(within("xy-southwest-1")).toEqual([
      expect.stringMatching(/^region {2}warning: xy-southwest-1 isn't among the regions /),
    ]);
  });

  it.each([
    ["us-east-1", "use1-az3", "EKS takes no subnets", "abcdef"],
    ["us-west-1", "usw1-az2", "EKS takes no subnets", "abc"],
    ["ca-central-1", "cac1-az3", "EKS takes no subnets", "abce"],
    ["ap-northeast-1", "apne1-az3", "Fargate runs no pods", "abcd"],
  ])("warns that a zone of %s may be %s, where %s, and fails when it is one for sure", (region, id, by, all) => {
    const lookUp = `'aws ec2 describe-availability-zones --region ${region} --zone-ids ${id}' tells its name in your account`;
    expect(within(region, all.slice(0, -1))).toEqual([
      `network.availabilityZones  warning: one of these zones may be ${id}, where ${by}; ${lookUp}`,
    ]);
    expect(within(region, all)).toEqual([
      `network.availabilityZones  one of these ${all.length} zones is ${id}, where ${by}; leave it out: ${lookUp}`,
    ]);
  });
});

describe("zones without Fargate", () => {
  it("warns of ca-central-1d", () => {
    expect(within("ca-central-1", "bd")).toEqual([
      expect.stringContaining("cac1-az3"),
      "network.availabilityZones[1]  warning: pods on Fargate weren't started in ca-central-1d when last heard of (https://github.com/eksctl-io/eksctl/issues/5677); choose another zone, or make sure",
    ]);
  });
});

describe("names of zones", () => {
  const zone = (name: string) => parse({ network: { availabilityZones: ["eu-central-1a", name] } });

  it.each([
    [
      "use1-az1",
      "this is the id of a zone, which has another name in each account; 'aws ec2 describe-availability-zones --zone-ids use1-az1' tells the name that is needed, such as eu-central-1a",
    ],
    [
      "us-west-2-lax-1a",
      "this is a Local Zone, where Fargate runs no pods; the name of an availability zone is needed, such as eu-central-1a",
    ],
    [
      "us-east-1-wl1-bos-wlz-1",
      "this is a Wavelength zone, where EKS takes no subnets; the name of an availability zone is needed, such as eu-central-1a",
    ],
    ["eu-central-1", "this is a region; the name of an availability zone is needed, such as eu-central-1a"],
    ["eu-central-1g", "the name of an availability zone is needed, such as eu-central-1a"],
  ])("fails when a zone is %s", (name, message) => {
    expect(zone(name)).toEqual([`network.availabilityZones[1]  got the string "${name}"; ${message}`]);
  });

  it("takes a zone of the European Sovereign Cloud", () => {
    expect(zone("eusc-de-east-1b")).toEqual([]);
  });
});

describe("a cluster in the European Sovereign Cloud", () => {
  it("has roles that trust services by the names that they have there", () => {
    const { cluster, addons } = synthesizeCluster({
      region: "eusc-de-east-1",
      network: { availabilityZones: zonesOf("eusc-de-east-1", "ab") },
    });
    const trusts = [
      resource(cluster, "aws_iam_role", "cluster_role"),
      resource(cluster, "aws_iam_role", "fargate_pod-execution-role"),
      resource(addons, "aws_iam_role", "karpenter_node-role"),
    ].map(({ assume_role_policy }) => /"Service":"([^"]+)"/.exec(String(assume_role_policy))?.[1]);
    expect(trusts).toEqual(["eks.amazonaws.com", "eks-fargate-pods.amazonaws.com", "ec2.amazonaws.com"]);
  });
});
