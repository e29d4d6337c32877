import type { ClusterSpec } from "../cluster-spec";
import { type ExistingNetworkSpec, OWN_KEYS, type OwnNetworkSpec } from "../network-spec";
import { error, type KeyPath, misplaced, type Problem } from "../problem";
import { listedTwice } from "./listed-twice";
import { zonesInRegion } from "./network";

const VPC = ["network", "vpcId"];
const PRIVATE = ["network", "privateSubnets"];
const PUBLIC = ["network", "publicSubnets"];
const VERIFY = ["network", "verify"];
const ZONES = ["network", "availabilityZones"];
const CONTROL_PLANE = ["controlPlane", "subnets"];
const CONTROL_PLANE_ZONES = ["controlPlane", "availabilityZones"];

/** Which of the two kinds of network it is, and what belongs to neither or to the other; and subnets that exist. */
export function existingNetworkRules(cluster: ClusterSpec): Problem[] {
  const { network } = cluster;
  return network.kind === "own" ? ownProblems(network, cluster) : existingProblems(network, cluster);
}

function ownProblems({ availabilityZones }: OwnNetworkSpec, { controlPlane }: ClusterSpec): Problem[] {
  const problems = [
    misplaced(
      VERIFY,
      "a VPC that is made is as it has to be, and so this means nothing; remove it, or name a VPC that exists by vpcId",
      [VPC, PRIVATE],
    ),
  ];
  if (availabilityZones.length === 0) {
    problems.push(
      error(
        ZONES,
        "missing; the zones of a VPC that is made are needed here, or vpcId and privateSubnets of one that exists",
        [VPC, PRIVATE, PUBLIC],
      ),
    );
  }
  if (controlPlane.subnets !== undefined) {
    problems.push(
      error(
        CONTROL_PLANE,
        "the subnets of this VPC are yet to be made; write controlPlane.availabilityZones for some of its zones, or name a VPC that exists by network.vpcId",
        [VPC, PRIVATE],
      ),
    );
  }
  return problems;
}

function existingProblems(network: ExistingNetworkSpec, { region, controlPlane }: ClusterSpec): Problem[] {
  const { vpcId, privateSubnets, publicSubnetIds } = network;
  const named = vpcId === "" ? "subnets that exist" : "a VPC that exists (vpcId)";
  const problems: Problem[] = OWN_KEYS.map((key) =>
    misplaced(
      ["network", key],
      `this is for a VPC that is made, and network names ${named}; remove the one or the other`,
      [VPC],
    ),
  );
  if (vpcId === "") problems.push(error(VPC, "missing; the id of the VPC that the subnets are in is needed"));
  if (controlPlane.availabilityZones !== undefined) {
    problems.push(
      error(
        CONTROL_PLANE_ZONES,
        "in a VPC that exists the control plane is in the zones of its subnets; name those under controlPlane.subnets, or leave both out for network.privateSubnets",
        [VPC, PRIVATE],
      ),
    );
  }
  const zones = privateSubnets.flatMap(({ zone }) => zone ?? []);
  return [
    ...problems,
    ...privateSubnetProblems(privateSubnets),
    ...zonesInRegion(region, zones, PRIVATE, (index) => zones[index] ?? index),
    ...listedTwice(PUBLIC, publicSubnetIds),
    ...listedTwice(CONTROL_PLANE, controlPlane.subnets ?? []),
    ...publicSubnetIds.flatMap((id, index) =>
      privateSubnets.some((subnet) => subnet.id === id)
        ? [
            error(
              [...PUBLIC, index],
              `${id} is among network.privateSubnets too, and a subnet has a route to an internet gateway or has none; take it out of one of the two`,
              [PRIVATE],
            ),
          ]
        : [],
    ),
  ];
}

function privateSubnetProblems(subnets: ExistingNetworkSpec["privateSubnets"]): Problem[] {
  if (subnets.length === 0) {
    return [error(PRIVATE, "missing; the subnets for nodes and Fargate pods are needed, in two zones at least", [VPC])];
  }
  if (subnets.length === 1) {
    return [error(PRIVATE, "there is one subnet; at least two are needed, in different zones")];
  }
  const step = (index: number): KeyPath => [...PRIVATE, subnets[index]?.zone ?? index];
  return listedTwice(
    PRIVATE,
    subnets.map(({ id }) => id),
    step,
  );
}
