import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { OwnNetworkSpec } from "../description/network-spec";
import { policyDocument, policyJson } from "../iam/policy-document";
import { Role } from "../iam/role";
import { serviceTrust } from "../iam/trust";
import { flowLogsRoleName } from "../knowledge/names";

export interface FlowLogsProps {
  readonly clusterName: string;
  readonly vpc: Vpc;
  readonly flowLogs: OwnNetworkSpec["flowLogs"];
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** @default - no boundary */
  readonly permissionsBoundary?: string;
}

/** Records of who talks to whom in a VPC, in a log group made here or in a bucket that exists. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { clusterName, vpc, flowLogs } = props;
    const common = {
      vpcId: vpc.id,
      trafficType: TRAFFIC[flowLogs.traffic],
      tags: { Name: clusterName },
    };
    if (flowLogs.bucketArn !== undefined) {
      new FlowLog(this, "Default", { ...common, logDestinationType: "s3", logDestination: flowLogs.bucketArn });
      return;
    }
    const group = new CloudwatchLogGroup(this, "group", {
      name: `/aws/vpc/${clusterName}/flow-logs`,
      retentionInDays: flowLogs.retentionDays,
    });
    const { role, policy } = this.writer(props, group.arn);
    new FlowLog(this, "Default", {
      ...common,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      dependsOn: [policy],
    });
  }

  /**
   * The role that VPC writes to the log group with: for flow logs of this account and region, into this group. It may
   * not make a group, so that none comes back after a destroy:
   * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
   */
  private writer(props: FlowLogsProps, groupArn: string) {
    const { clusterName, partition, region, accountId, permissionsBoundary } = props;
    const role = new Role(this, "role", {
      name: flowLogsRoleName(clusterName),
      trust: serviceTrust("vpc-flow-logs.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:ec2:${region}:${accountId}:vpc-flow-log/*` },
      }),
      partition,
      permissionsBoundary,
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "write-flow-logs",
      role: role.name,
      policy: policyJson(
        policyDocument(
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            Resource: [groupArn, `${groupArn}:*`],
          },
          // IAM can't narrow this one to a group.
          { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
        ),
      ),
    });
    return { role, policy };
  }
}

const TRAFFIC = { all: "ALL", accepted: "ACCEPT", rejected: "REJECT" } as const;
