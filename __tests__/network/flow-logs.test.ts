import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../src/addons/cluster-file";
import { graphOf } from "../../testing/graph";
import { authorize } from "../../testing/iam";
import { resource, resources, SMALLEST, synthesizeCluster } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";

const BOUNDARY = "arn:aws:iam::111122223333:policy/boundary";

function synthesize(flowLogs: ClusterInput["network"]["flowLogs"]) {
  const network = { ...SMALLEST.network, flowLogs };
  return synthesizeCluster({ network, aws: { permissionsBoundary: BOUNDARY } }).cluster;
}

describe("FlowLogs", () => {
  it("defaults: there are none", () => {
    expect(resources(synthesize(undefined), "aws_flow_log")).toEqual({});
  });

  it("go to a log group of their own, with an end to its retention", () => {
    const stack = synthesize({ enabled: true });
    expect(resource(stack, "aws_flow_log")).toMatchObject({
      vpc_id: reference("aws_vpc.network_vpc.id"),
      traffic_type: "ALL",
      log_destination_type: "cloud-watch-logs",
      log_destination: reference("aws_cloudwatch_log_group.network_flow-logs_group.arn"),
      iam_role_arn: reference("aws_iam_role.network_flow-logs_role.arn"),
    });
    expect(resource(stack, "aws_cloudwatch_log_group", "network_flow-logs_group")).toEqual({
      name: "/aws/vpc/sandbox/flow-logs",
      retention_in_days: 30,
    });
    expect(graphOf(stack).edges("aws_flow_log.network_flow-logs")).toContain(
      "aws_iam_role_policy.network_flow-logs_policy",
    );
  });

  it("go to a bucket, without a role or a log group", () => {
    const bucketArn = "arn:aws:s3:::acme-logs/eks";
    const stack = synthesize({ enabled: true, traffic: "rejected", bucketArn });
    expect(resource(stack, "aws_flow_log")).toMatchObject({
      traffic_type: "REJECT",
      log_destination_type: "s3",
      log_destination: bucketArn,
    });
    expect(resource(stack, "aws_flow_log")).not.toHaveProperty("iam_role_arn");
    expect(Object.keys(resources(stack, "aws_cloudwatch_log_group"))).toEqual(["cluster_logs"]);
  });
});

describe("the role of flow logs", () => {
  const stack = synthesize({ enabled: true });
  const known = (text: unknown) =>
    JSON.parse(
      String(text)
        .replaceAll('${element(split(":", aws_vpc.network_vpc.arn), 4)}', "111122223333")
        .replaceAll("${data.aws_partition.partition.partition}", "aws")
        .replaceAll("${aws_cloudwatch_log_group.network_flow-logs_group.arn}", GROUP),
    );
  const GROUP = "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/vpc/sandbox/flow-logs";
  const role = resource(stack, "aws_iam_role", "network_flow-logs_role");

  it("is bounded, and trusts VPC for flow logs of this account and region only", () => {
    expect(role).toMatchObject({ name: "sandbox-flow-logs", permissions_boundary: BOUNDARY });
    expect(known(role.assume_role_policy).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-central-1:111122223333:vpc-flow-log/*" },
        },
      },
    ]);
  });

  it("may write into the one log group, and make none", async () => {
    const { policy } = resource(stack, "aws_iam_role_policy", "network_flow-logs_policy");
    const policies = [{ name: "write", document: known(policy) }];
    const may = async (action: string, resource: string) => (await authorize(policies, { action, resource })).allowed;
    expect(await may("logs:CreateLogStream", `${GROUP}:log-stream:eni-1-all`)).toBe(true);
    expect(await may("logs:PutLogEvents", `${GROUP}:log-stream:eni-1-all`)).toBe(true);
    expect(await may("logs:DescribeLogStreams", GROUP)).toBe(true);
    expect(await may("logs:DescribeLogGroups", "*")).toBe(true);
    expect(await may("logs:CreateLogGroup", GROUP)).toBe(false);
    expect(await may("logs:PutLogEvents", `${GROUP}2:log-stream:eni-1-all`)).toBe(false);
    expect(await may("logs:DeleteLogGroup", GROUP)).toBe(false);
  });
});
