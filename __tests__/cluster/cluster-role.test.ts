import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../src/iam/policy-document";
import { authorizeByResource } from "../../testing/iam";
import { resource, synthesizeCluster } from "../../testing/stacks";

const ROLE_ARN = "arn:aws:iam::111122223333:role/sandbox-cluster";
const CLUSTER_ARN = "arn:aws:eks:eu-central-1:111122223333:cluster/sandbox";

const role = resource(synthesizeCluster().cluster, "aws_iam_role", "cluster_role");

/** The trust policy as it is once the log group, and with it the account, is known. */
const trust: PolicyDocument = JSON.parse(
  String(role.assume_role_policy)
    .replaceAll('${element(split(":", aws_cloudwatch_log_group.cluster_logs.arn), 4)}', "111122223333")
    .replaceAll("${data.aws_partition.partition.partition}", "aws"),
);

async function admits(service: string, source: string, account = "111122223333"): Promise<boolean> {
  const context = { "aws:SourceArn": source, "aws:SourceAccount": account };
  const verdict = await authorizeByResource(trust, service, { action: "sts:AssumeRole", resource: ROLE_ARN, context });
  expect(verdict.ignored).toEqual([]);
  return verdict.allowed;
}

describe("ClusterRole", () => {
  it("defaults: EKS may assume it for this cluster", async () => {
    expect(role.name).toBe("sandbox-cluster");
    expect(await admits("eks.amazonaws.com", CLUSTER_ARN)).toBe(true);
  });

  it.each([
    ["another cluster", "eks.amazonaws.com", `${CLUSTER_ARN}2`],
    ["a cluster of that name in another region", "eks.amazonaws.com", CLUSTER_ARN.replace("central", "west")],
    ["another service", "ec2.amazonaws.com", CLUSTER_ARN],
  ])("fails when it is assumed for %s", async (_, service, source) => {
    expect(await admits(service, source)).toBe(false);
  });

  it("fails when it is assumed for another account", async () => {
    const foreign = CLUSTER_ARN.replace("111122223333", "444455556666");
    expect(await admits("eks.amazonaws.com", foreign, "444455556666")).toBe(false);
    expect(await admits("eks.amazonaws.com", CLUSTER_ARN, "444455556666")).toBe(false);
  });
});
