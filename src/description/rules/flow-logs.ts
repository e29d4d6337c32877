import type { ClusterSpec } from "../cluster-spec";
import type { OwnNetworkSpec } from "../network-spec";
import { error, type KeyPath, type Problem } from "../problem";
import { NetworkSchema } from "../schema/network";

const FLOW_LOGS = ["network", "flowLogs"];
const ENABLED = [...FLOW_LOGS, "enabled"];
const BUCKET = [...FLOW_LOGS, "bucketArn"];

const DEFAULTS = NetworkSchema.shape.flowLogs.parse(undefined);

type FlowLogs = OwnNetworkSpec["flowLogs"];

/** VPC flow logs, and where they go. */
export function flowLogRules({ network }: ClusterSpec): Problem[] {
  if (network.kind === "existing") return [];
  const { flowLogs } = network;
  if (!flowLogs.enabled) {
    return (["traffic", "retentionDays", "bucketArn"] as const)
      .filter((key) => flowLogs[key] !== DEFAULTS[key])
      .map((key) =>
        error(
          [...FLOW_LOGS, key],
          "flow logs are off, and so this means nothing; set enabled to true, or remove this",
          [ENABLED],
        ),
      );
  }
  return flowLogs.bucketArn === undefined ? [] : bucketRules(flowLogs, flowLogs.bucketArn);
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-create-flow-log.html */
function bucketRules({ retentionDays }: FlowLogs, bucketArn: string): Problem[] {
  const unused = (path: KeyPath) =>
    error(path, "in a bucket its own lifecycle rules say how long records are kept; remove this, or the bucket", [
      BUCKET,
    ]);
  return [
    ...(retentionDays === DEFAULTS.retentionDays ? [] : [unused([...FLOW_LOGS, "retentionDays"])]),
    ...(bucketArn.split("/").includes("AWSLogs")
      ? [
          error(
            BUCKET,
            "AWS makes the folder AWSLogs itself and takes no other of that name; name a folder otherwise, or none",
          ),
        ]
      : []),
  ];
}
