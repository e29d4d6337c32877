import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem } from "../problem";

const FLOW_LOGS = ["network", "flowLogs"];

/** VPC flow logs, and the bucket that they go to. */
export function flowLogRules({ network }: ClusterSpec): Problem[] {
  const { enabled, bucketArn } = network.flowLogs;
  if (bucketArn === undefined) return [];
  const path = [...FLOW_LOGS, "bucketArn"];
  if (!enabled) {
    return [
      error(
        path,
        "a bucket is named, but flow logs are off; set network.flowLogs.enabled to true, or remove the bucket",
        [[...FLOW_LOGS, "enabled"]],
      ),
    ];
  }
  // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-create-flow-log.html
  return bucketArn.split("/").includes("AWSLogs")
    ? [
        error(
          path,
          "AWS makes the folder AWSLogs itself and takes no other of that name; name a folder otherwise, or none",
        ),
      ]
    : [];
}
