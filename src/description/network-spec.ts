import type { ParsedShared } from "./schema/cluster";

type Written = ParsedShared["network"];

/** A VPC that is made, with its subnets. */
export interface OwnNetworkSpec extends Pick<Written, "cidr" | "draining" | "natGateways" | "flowLogs"> {
  readonly kind: "own";
  /** Zones of the subnets, by name. */
  readonly availabilityZones: readonly string[];
  /** Those of them that the control plane was made in. */
  readonly controlPlaneZones: readonly string[];
}

/** A VPC that exists. */
export interface ExistingNetworkSpec {
  readonly kind: "existing";
  readonly vpcId: string;
  /** Subnets that nodes and Fargate pods start in. */
  readonly privateSubnets: readonly ExistingSubnet[];
  readonly publicSubnetIds: readonly string[];
  /** Subnets that the control plane has its interfaces in. */
  readonly controlPlaneSubnetIds: readonly string[];
  /** Whether AWS is asked if all of it is as it has to be. */
  readonly verify: boolean;
}

/** A private subnet of a VPC that exists. */
export interface ExistingSubnet {
  readonly id: string;
  /** Zone that it is in. @default - not said in the description */
  readonly zone?: string;
}

/** The network of a cluster: one that is made with it, or one that exists. */
export type NetworkSpec = OwnNetworkSpec | ExistingNetworkSpec;

/** Keys of `network` for a VPC that is made. */
export const OWN_KEYS = ["cidr", "availabilityZones", "draining", "natGateways", "flowLogs"] as const;

/** Which network is meant. What is missing of it, or too much, is the business of rules. */
export function resolveNetwork({ network, controlPlane }: Pick<ParsedShared, "network" | "controlPlane">): NetworkSpec {
  const { vpcId, privateSubnets, publicSubnets, verify } = network;
  if (vpcId !== undefined || privateSubnets !== undefined || publicSubnets !== undefined) {
    const subnets = subnetsOf(privateSubnets ?? []);
    return {
      kind: "existing",
      vpcId: vpcId ?? "",
      privateSubnets: subnets,
      publicSubnetIds: publicSubnets ?? [],
      controlPlaneSubnetIds: controlPlane.subnets ?? subnets.map(({ id }) => id),
      verify,
    };
  }
  const { cidr, availabilityZones = [], draining, natGateways, flowLogs } = network;
  const controlPlaneZones = controlPlane.availabilityZones ?? availabilityZones;
  return { kind: "own", cidr, availabilityZones, controlPlaneZones, draining, natGateways, flowLogs };
}

function subnetsOf(written: NonNullable<Written["privateSubnets"]>): ExistingSubnet[] {
  return Array.isArray(written)
    ? written.map((id) => ({ id }))
    : Object.entries(written).map(([zone, id]) => ({ id, zone }));
}

/** How many private subnets there are. */
export function privateSubnetCount(network: NetworkSpec): number {
  return network.kind === "own" ? network.availabilityZones.length : network.privateSubnets.length;
}

/** Zones that nodes have subnets in; nothing where the description doesn't say. */
export function knownZones(network: NetworkSpec): readonly string[] | undefined {
  const zones =
    network.kind === "own" ? network.availabilityZones : network.privateSubnets.flatMap(({ zone }) => zone ?? []);
  return zones.length === 0 ? undefined : zones;
}
