import type { AwsClient } from "../aws-client";
import { list } from "../xml";

/** An instance as EC2 describes it. */
export interface Instance {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly instanceLifecycle?: string;
  readonly subnetId: string;
  readonly placement: { readonly availabilityZone: string };
  readonly groupSet: readonly { readonly groupId: string }[] | "";
  readonly instanceState: { readonly name: string };
}

/** Instances that run or are about to. */
export async function runningInstances(client: AwsClient): Promise<readonly Instance[]> {
  const Filter = [{ Name: "instance-state-name", Value: ["pending", "running"] }];
  const answer = await client.query<{ reservationSet: { instancesSet: Instance[] }[] | "" }>(
    "ec2",
    "DescribeInstances",
    { Filter },
  );
  return list(answer.reservationSet).flatMap(({ instancesSet }) => list(instancesSet));
}

/** Identifiers of the instances that run or are about to, sorted. */
export async function runningInstanceIds(client: AwsClient): Promise<readonly string[]> {
  return (await runningInstances(client)).map(({ instanceId }) => instanceId).sort();
}
