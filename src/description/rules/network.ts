import {
  isInternal,
  isPrivate,
  networkOf,
  overlaps,
  prefixLength,
  reservedPart,
  unusablePart,
} from "../../knowledge/address-ranges";
import { isPlausibleRegion } from "../../knowledge/regions";
import type { ClusterSpec } from "../cluster-spec";
import type { OwnNetworkSpec } from "../network-spec";
import { defaultWarning, error, type KeyPath, type Problem, warning } from "../problem";
import { listedTwice } from "./listed-twice";

const CIDR = ["network", "cidr"];
const ZONES = ["network", "availabilityZones"];
const SERVICE_CIDR = ["controlPlane", "serviceCidr"];
const EVERYWHERE = "0.0.0.0/0";
const ENDPOINT = ["controlPlane", "endpoint"];

/** Address ranges, zones and the endpoint of the API server. */
export function networkRules(cluster: ClusterSpec): Problem[] {
  const { region, network, controlPlane } = cluster;
  const { serviceCidr } = controlPlane;
  const ofNetwork =
    network.kind === "own"
      ? [
          ...rangeRules(network.cidr, serviceCidr),
          ...zonesInRegion(region, network.availabilityZones, ZONES),
          ...gatewayRules(region, network),
        ]
      : // Ranges of a VPC that exists are looked up when a plan is made.
        serviceRange(serviceCidr);
  return [...ofNetwork, ...endpointRules(cluster)];
}

function rangeRules(cidr: string, serviceCidr: string): Problem[] {
  const problems = [...vpcRange(cidr), ...serviceRange(serviceCidr)];
  // What is wrong with a range itself comes first: another has other neighbours.
  if (problems.some(({ severity }) => severity === "error") || !overlaps(cidr, serviceCidr)) return problems;
  return [
    ...problems,
    error(
      SERVICE_CIDR,
      `the range ${serviceCidr} overlaps ${cidr} of the VPC (network.cidr); services need addresses of their own`,
      [CIDR],
    ),
  ];
}

function serviceRange(cidr: string): Problem[] {
  if (prefixLength(cidr) < 12 || prefixLength(cidr) > 24) {
    return [error(SERVICE_CIDR, `the range ${cidr} is outside of /12 to /24, which EKS takes; choose another`)];
  }
  if (!isPrivate(cidr)) {
    return [
      error(
        SERVICE_CIDR,
        `the range ${cidr} isn't private; choose one within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
      ),
    ];
  }
  return wholeRange(SERVICE_CIDR, cidr);
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html: public ranges are possible, and hide hosts. */
function vpcRange(cidr: string): Problem[] {
  if (prefixLength(cidr) < 16 || prefixLength(cidr) > 22) {
    return [
      error(
        CIDR,
        `the range ${cidr} is outside of /16 to /22; a VPC takes no more than /16, and with less than /22 the public subnets get too small`,
      ),
    ];
  }
  const inexact = wholeRange(CIDR, cidr);
  if (inexact.length > 0) return inexact;
  const unusable = unusablePart(cidr);
  if (unusable !== undefined) {
    return [
      error(
        CIDR,
        `the range ${cidr} has addresses of ${unusable}, which no network can have; choose one within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10`,
      ),
    ];
  }
  if (isInternal(cidr)) return [];
  return [
    warning(
      CIDR,
      `the range ${cidr} isn't private, and hosts of the internet that have these addresses can't be reached from the VPC; choose one within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, unless these addresses are yours`,
    ),
  ];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html: "The block cannot include reserved addresses". */
function publicRange(path: KeyPath, cidr: string): Problem[] {
  const reserved = cidr === EVERYWHERE ? undefined : reservedPart(cidr);
  if (reserved === undefined) return [];
  return [
    error(
      path,
      `the range ${cidr} has addresses of ${reserved}, which nobody has in the internet, and EKS refuses it; name the public addresses that calls come from (the VPC itself comes in through the private endpoint)`,
    ),
  ];
}

/** A range whose address has bits behind the mask: EC2 and EKS want the range itself. */
export function wholeRange(path: KeyPath, cidr: string): Problem[] {
  return networkOf(cidr) === cidr
    ? []
    : [error(path, `${cidr} is an address within a range; write the range itself, ${networkOf(cidr)}`)];
}

/**
 * Names of zones that can't be, or are there twice.
 * @param step from the path to one of them, by its index @default - the index
 */
export function zonesInRegion(
  region: string,
  zones: readonly string[],
  at: KeyPath,
  step: (index: number) => string | number = (index) => index,
): Problem[] {
  const pathOf = (index: number): KeyPath => [...at, step(index)];
  const elsewhere = zones.flatMap((zone, index) => {
    // A region that can't be is complained of by itself, once.
    if (zone.slice(0, -1) !== region && isPlausibleRegion(region)) {
      return [
        error(pathOf(index), `${zone} isn't in region ${region}; its zones are ${region}a, ${region}b and so on`, [
          ["region"],
        ]),
      ];
    }
    return [];
  });
  return [...elsewhere, ...listedTwice(at, zones, pathOf)];
}

/** Elastic IP addresses per region: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const USUAL_ADDRESSES = 5;

function gatewayRules(region: string, { availabilityZones, natGateways }: OwnNetworkSpec): Problem[] {
  const zones = availabilityZones.length;
  if (natGateways === "single" || zones <= USUAL_ADDRESSES) return [];
  return [
    warning(
      ["network", "natGateways"],
      `perZone takes an elastic IP address in each of ${zones} zones, and an account has ${USUAL_ADDRESSES} in ${region} unless the quota (L-0263D0A3) was raised; raise it, use fewer zones, or "single"`,
      [ZONES],
    ),
  ];
}

function endpointRules({ controlPlane }: ClusterSpec): Problem[] {
  const { endpoint } = controlPlane;
  if (!endpoint.public && !endpoint.private) {
    return [error(ENDPOINT, "neither the public nor the private endpoint is on; set one of them to true")];
  }
  if (!endpoint.public) return [];
  const path = [...ENDPOINT, "publicCidrs"];
  const open = endpoint.publicCidrs.includes(EVERYWHERE);
  const problems = endpoint.publicCidrs.flatMap((cidr, index) => [
    ...wholeRange([...path, index], cidr),
    ...publicRange([...path, index], cidr),
  ]);
  if (!open && !endpoint.private) {
    problems.push(
      error(
        [...ENDPOINT, "private"],
        "with the public endpoint limited to some ranges, nodes and Fargate pods can't reach the API server; set private to true",
        [path],
      ),
    );
  }
  if (open) {
    problems.push(
      defaultWarning(
        path,
        "the API server can be reached from everywhere; name the ranges that need it, such as those of your office and your CI",
      ),
    );
  }
  return problems;
}
