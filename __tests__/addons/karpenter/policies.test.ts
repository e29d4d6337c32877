import { describe, expect, it } from "vitest";
import { namedObjects } from "../../../src/addons/karpenter/description/aws-objects";
import { controllerPolicies } from "../../../src/addons/karpenter/policies";
import { namedObjectRules } from "../../../src/addons/karpenter/rules/identity";
import { NodeClassSchema } from "../../../src/addons/karpenter/schema/node-class";
import { policyJson } from "../../../src/iam/policy-document";
import { nodeSelectors } from "../../../src/network/node-selectors";
import { CONTROLLER_FACTS } from "../../../testing/iam";
import { clusterSpec } from "../../../testing/stacks";
import official from "../../golden/karpenter-policies.json";

const facts = CONTROLLER_FACTS;

describe("controllerPolicies", () => {
  it("are the official six, statement by statement", () => {
    const policies = controllerPolicies(facts);

    expect(Object.fromEntries(policies.map(({ name, document }) => [name, document.Statement]))).toEqual(official);
    expect(policies).toHaveLength(6);
    expect(new Set(policies.flatMap(({ document }) => document.Statement.map(({ Sid }) => Sid))).size).toBe(18);
  });

  it("leave out the queue when there is none", () => {
    const { queueArn: _, ...withoutQueue } = facts;
    const ids = controllerPolicies(withoutQueue).map(({ id }) => id);

    expect(ids).toEqual(["NodeLifecycle", "IAMIntegration", "EKSIntegration", "ZonalShift", "ResourceDiscovery"]);
  });

  it("fit IAM's limits with as much as node classes may name", () => {
    const role = (index: number) => `arn:aws:iam::111122223333:role/${"r".repeat(60)}${index}`;
    const alias = (index: number) => `alias/${"a".repeat(40)}${index}`;
    const classes = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        NodeClassSchema.parse({
          name: `c${index}`,
          instanceProfile: "nodes",
          instanceProfileRoleArn: role(index),
          blockDeviceMappings: [
            { ebs: { volumeSize: "20Gi", encrypted: true, kmsKeyID: alias(index) } },
            { ebs: { volumeSize: "20Gi", encrypted: true, kmsKeyID: `mrk-${index}1234abcd12ab34cd56ef1234567890a` } },
          ],
          amiFamily: "AL2023",
          amiSelectorTerms: [{ ssmParameter: `/images/${"p".repeat(20)}/${index}` }],
        }),
      );
    const fits = (count: number) =>
      namedObjectRules({
        clusterName: "c",
        region: "ap-southeast-1",
        selectors: nodeSelectors(clusterSpec()),
        principalArns: [],
        roleNames: [],
        kubernetesVersion: "1.36",
        tags: {},
        nodePools: [],
        nodeClasses: classes(count),
      }).length === 0;
    const most = [...Array(40).keys()].filter(fits).at(-1) ?? 0;
    const policies = controllerPolicies({ ...facts, region: "ap-southeast-1", named: namedObjects(classes(most)) });

    expect(most).toBeGreaterThan(4);
    expect(fits(most + 1)).toBe(false);
    const sizes = policies.map(({ document }) => policyJson(document).replaceAll(/\s/g, "").length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6144);
  });

  it.each([
    ["aws", "ap-southeast-1"],
    ["aws-us-gov", "us-gov-west-1"],
    ["aws-cn", "cn-northwest-1"],
  ])("fit IAM's limits in %s %s with the longest cluster name", (partition, region) => {
    const clusterName = "c".repeat(46);
    const policies = controllerPolicies({
      partition,
      region,
      clusterName,
      accountId: "111122223333",
      nodeRoleArn: `arn:${partition}:iam::111122223333:role/KarpenterNodeRole-${clusterName}`,
      queueArn: `arn:${partition}:sqs:${region}:111122223333:${clusterName}`,
    });

    // IAM doesn't count white space.
    const sizes = policies.map(({ document }) => policyJson(document).replaceAll(/\s/g, "").length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6144);
    expect(Math.max(...policies.map(({ name }) => name.length))).toBeLessThanOrEqual(128);
  });
});
