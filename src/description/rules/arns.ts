import { parseArn } from "../../knowledge/arn";
import { partitionOf } from "../../knowledge/regions";
import { accessEntries } from "../access-entries";
import type { ClusterSpec } from "../cluster-spec";
import { error, type KeyPath, type Problem, warning } from "../problem";

const ACCOUNT = ["aws", "accountId"];
const ROLE = ["aws", "roleArn"];
const BUCKET = ["network", "flowLogs", "bucketArn"];
const BOUNDARY = ["aws", "permissionsBoundary"];
const KEY = ["controlPlane", "secretsEncryption", "keyArn"];

/** Whether what is named by an ARN is where the cluster is: in its partition, its account and its region. */
export function arnRules(cluster: ClusterSpec): Problem[] {
  const { roleArn, permissionsBoundary } = cluster.aws;
  const { keyArn } = cluster.controlPlane.secretsEncryption;
  const named: [KeyPath, string | undefined][] = [
    [ROLE, roleArn],
    [BUCKET, cluster.network.kind === "own" ? cluster.network.flowLogs.bucketArn : undefined],
    [BOUNDARY, permissionsBoundary],
    [KEY, keyArn],
    ...accessEntries(cluster).map(({ path, principalArn }): [KeyPath, string] => [path, principalArn]),
  ];
  return [
    ...named.flatMap(([path, arn]) => partitionProblems(path, arn, cluster.region)),
    ...roleProblems(cluster),
    ...boundaryProblems(cluster),
    ...keyProblems(cluster),
  ];
}

/** Whether an ARN, if it is one, is of the partition that the region belongs to. */
export function partitionProblems(path: KeyPath, text: string | undefined, region: string): Problem[] {
  const arn = parseArn(text ?? "");
  const needed = partitionOf(region);
  if (!arn || arn.partition === needed) return [];
  return [
    error(
      path,
      `the ARN is of partition ${arn.partition}, and region ${region} is in partition ${needed}, which knows nothing of it; name one that begins with arn:${needed}:`,
      [["region"]],
    ),
  ];
}

function roleProblems({ aws }: ClusterSpec): Problem[] {
  const account = parseArn(aws.roleArn ?? "")?.account;
  if (aws.accountId === undefined || account === undefined || account === aws.accountId) return [];
  return [
    error(
      ROLE,
      `the role is in account ${account}, the cluster in ${aws.accountId} (aws.accountId); name a role of that account`,
      [ACCOUNT],
    ),
  ];
}

/** IAM: a customer managed policy bounds roles of its own account only. */
function boundaryProblems({ aws }: ClusterSpec): Problem[] {
  const account = parseArn(aws.permissionsBoundary ?? "")?.account;
  const cluster = accountOf(aws);
  if (account === undefined || account === "aws" || !cluster || account === cluster.id) return [];
  return [
    error(
      BOUNDARY,
      `the policy is in account ${account}, the cluster in ${cluster.id} (${cluster.key.join(".")}), and IAM takes no boundary of another account; name a policy of that account, or one that AWS manages`,
      [cluster.key],
    ),
  ];
}

/** EKS: "The key must be symmetric and created in the same Region as the cluster"; the account may be another. */
function keyProblems({ aws, region, controlPlane }: ClusterSpec): Problem[] {
  const arn = parseArn(controlPlane.secretsEncryption.keyArn ?? "");
  if (!arn) return [];
  if (arn.region !== region && arn.partition === partitionOf(region)) {
    const replica = arn.resource.startsWith("key/mrk-")
      ? ` (a multi-region key has a replica, with an ARN, in each)`
      : "";
    return [
      error(
        KEY,
        `the key is in region ${arn.region}, and EKS takes one of the cluster's, ${region}${replica}; name one there`,
        [["region"]],
      ),
    ];
  }
  const cluster = accountOf(aws);
  if (!cluster || arn.account === cluster.id) return [];
  return [
    warning(
      KEY,
      `the key is in account ${arn.account}, the cluster in ${cluster.id} (${cluster.key.join(".")}); check that the key's policy lets the cluster's role and whoever deploys use it`,
      [cluster.key],
    ),
  ];
}

/** The cluster's account, as far as the description tells, and the key that tells it. */
export function accountOf(aws: ClusterSpec["aws"]): { readonly id: string; readonly key: KeyPath } | undefined {
  if (aws.accountId !== undefined) return { id: aws.accountId, key: ACCOUNT };
  const account = parseArn(aws.roleArn ?? "")?.account;
  return account === undefined ? undefined : { id: account, key: ROLE };
}
