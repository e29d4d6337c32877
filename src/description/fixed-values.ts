import type { ClusterSpec } from "./cluster-spec";

/** A value that is settled when a cluster is made. */
export interface FixedValue {
  /** Key of the description that decides on it; part of a Terraform address. */
  readonly key: string;
  /**
   * What the key is called in a message.
   * @default - the key
   */
  readonly title?: string;
  /** May be known to Terraform alone. */
  readonly value: string;
  /**
   * Whether the value may be taken at any time, and is fixed from then on.
   * @default false
   */
  readonly latch?: boolean;
  /** What it is about that can't be changed, and what to do. `<was>` stands for the value that the cluster was made with. */
  readonly advice: string;
}

/** What else one can do, as the end of a sentence. */
export const ANOTHER_CLUSTER = "or describe another cluster beside this one, in a file of its own";

/**
 * What EKS, EC2 or this project can't change on a living cluster. The account isn't among it: the AWS provider refuses
 * to work in another one (`aws.accountId`).
 *
 * @param ofNetwork what the network can't change
 */
export function fixedValues(
  { region, controlPlane }: Pick<ClusterSpec, "region" | "controlPlane">,
  ofNetwork: readonly FixedValue[],
): FixedValue[] {
  const { serviceCidr, access, secretsEncryption } = controlPlane;
  return [
    regionValue(region),
    ...ofNetwork,
    {
      key: "controlPlane.serviceCidr",
      value: serviceCidr,
      advice: `EKS can't change the range of services; write back <was>, ${ANOTHER_CLUSTER}`,
    },
    {
      key: "controlPlane.access.creatorAdmin",
      value: String(access.creatorAdmin),
      advice: "EKS heeds it only when it makes a cluster; write back <was>, and name people under admins and entries",
    },
    {
      key: "controlPlane.secretsEncryption.enabled",
      value: String(secretsEncryption.enabled),
      latch: secretsEncryption.enabled,
      advice: `EKS can't turn the encryption of secrets off again; write back <was>, ${ANOTHER_CLUSTER}`,
    },
    ...(secretsEncryption.enabled ? [keyValue(secretsEncryption.keyArn)] : []),
  ];
}

/** The region, which the state of each stack remembers. */
export function regionValue(region: string): FixedValue {
  return {
    key: "region",
    value: region,
    advice: `nothing moves to another region; write back <was>, ${ANOTHER_CLUSTER}`,
  };
}

/** AWS: a cluster whose key is deleted can't be recovered (https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html). */
function keyValue(keyArn: string | undefined): FixedValue {
  const back =
    keyArn === undefined ? "write back keyArn: <was>" : "write back what it was (no keyArn, for a key made here)";
  const advice = `EKS can't change the key, and without it the cluster is lost; ${back}, ${ANOTHER_CLUSTER}`;
  return { key: "controlPlane.secretsEncryption.keyArn", value: keyArn ?? "a key made here", advice };
}
