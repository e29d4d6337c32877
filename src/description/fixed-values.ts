import type { ClusterSpec } from "./cluster-spec";

/** A value that is settled when a cluster is made. */
export interface FixedValue {
  /** Key of the description that decides on it; part of a Terraform address. */
  readonly key: string;
  readonly value: string;
  /**
   * Whether the value may be taken at any time, and is fixed from then on.
   * @default false
   */
  readonly latch?: boolean;
  /** What it is about that can't be changed, and what to do. `<was>` stands for the value that the cluster was made with. */
  readonly advice: string;
}

const OTHER = "or describe another cluster beside this one, in a file of its own";

/**
 * What EKS, EC2 or this project can't change on a living cluster. The account isn't among it: the AWS provider refuses
 * to work in another one (`aws.accountId`).
 */
export function fixedValues({ region, network, controlPlane }: ClusterSpec): FixedValue[] {
  const { availabilityZones, serviceCidr, access, secretsEncryption } = controlPlane;
  return [
    { key: "region", value: region, advice: `nothing moves to another region; write back <was>, ${OTHER}` },
    {
      key: "network.cidr",
      value: network.cidr,
      advice: `a VPC keeps its range, and the cluster its VPC; write back <was>, ${OTHER}`,
    },
    {
      key: "controlPlane.availabilityZones",
      value: availabilityZones.toSorted().join(", "),
      advice:
        "EKS keeps a control plane in the zones that it was made in; write controlPlane.availabilityZones: [<was>], and network.availabilityZones may have others beside them",
    },
    {
      key: "controlPlane.serviceCidr",
      value: serviceCidr,
      advice: `EKS can't change the range of services; write back <was>, ${OTHER}`,
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
      advice: `EKS can't turn the encryption of secrets off again; write back <was>, ${OTHER}`,
    },
    ...(secretsEncryption.enabled ? [keyValue(secretsEncryption.keyArn)] : []),
  ];
}

/** AWS: a cluster whose key is deleted can't be recovered (https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html). */
function keyValue(keyArn: string | undefined): FixedValue {
  const back =
    keyArn === undefined ? "write back keyArn: <was>" : "write back what it was (no keyArn, for a key made here)";
  const advice = `EKS can't change the key, and without it the cluster is lost; ${back}, ${OTHER}`;
  return { key: "controlPlane.secretsEncryption.keyArn", value: keyArn ?? "a key made here", advice };
}
