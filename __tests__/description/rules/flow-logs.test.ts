import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../../src/addons/cluster-file";
import { formatPath } from "../../../src/description/problem";
import { flowLogRules } from "../../../src/description/rules/flow-logs";
import { clusterSpec, SMALLEST } from "../../../testing/stacks";

function check(flowLogs: ClusterInput["network"]["flowLogs"]): string[] {
  const cluster = clusterSpec({ network: { ...SMALLEST.network, flowLogs } });
  return flowLogRules(cluster).map(({ path, message }) => `${formatPath(path)}  ${message}`);
}

describe("flow logs", () => {
  it("defaults: off, and on with a log group, a bucket, or a folder of one", () => {
    for (const bucketArn of [undefined, "arn:aws:s3:::acme-logs", "arn:aws-cn:s3:::acme-logs/eks/"]) {
      expect(check({ enabled: true, bucketArn })).toEqual([]);
    }
    expect(check(undefined)).toEqual([]);
  });

  it.each([
    ["bucketArn", { bucketArn: "arn:aws:s3:::acme-logs" }],
    ["traffic", { traffic: "rejected" }],
    ["retentionDays", { retentionDays: 90 }],
  ] as const)("fails when %s is said of flow logs that are off", (key, flowLogs) => {
    expect(check(flowLogs)).toEqual([
      `network.flowLogs.${key}  flow logs are off, and so this means nothing; set enabled to true, or remove this`,
    ]);
  });

  it("fails when CloudWatch's retention is set, and a bucket too", () => {
    expect(check({ enabled: true, retentionDays: 90 })).toEqual([]);
    expect(check({ enabled: true, retentionDays: 90, bucketArn: "arn:aws:s3:::acme-logs" })).toEqual([
      expect.stringMatching(/^network.flowLogs.retentionDays {2}in a bucket its own lifecycle rules/),
    ]);
  });

  it("fails when the folder is AWS's own", () => {
    expect(check({ enabled: true, bucketArn: "arn:aws:s3:::acme-logs/AWSLogs" })).toEqual([
      expect.stringMatching(/^network.flowLogs.bucketArn {2}AWS makes the folder AWSLogs itself/),
    ]);
  });

  it.each(["acme-logs", "arn:aws:s3:eu-central-1::acme-logs", "arn:aws:s3:::Acme", "arn:aws:s3:::acme/${x}"])(
    "fails when %s is no bucket",
    (arn) => {
      expect(() => check({ enabled: true, bucketArn: arn })).toThrow(/the ARN of a bucket is needed/);
    },
  );
});
