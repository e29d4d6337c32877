import { Address4 } from "ip-address";

/** Private ranges: RFC 1918. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * Ranges that no host of the internet has (IANA's special-purpose registry, RFC 6890), less the three for documentation,
 * which EKS's own examples use.
 */
const RESERVED = [
  ...PRIVATE,
  "0.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "192.0.0.0/24",
  "198.18.0.0/15",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** Ranges that mean something to each host, so that no VPC can have them: this network, loopback, link-local, multicast. */
const UNUSABLE = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"];

/** Ranges that a VPC can have without hiding hosts of the internet: private, shared (RFC 6598) and for benchmarks. */
const INTERNAL = [...PRIVATE, "100.64.0.0/10", "198.18.0.0/15"];

/** Whether every address of the range is of use inside a network only, as those of a VPC should be. */
export function isInternal(cidr: string): boolean {
  return isWithin(cidr, INTERNAL);
}

/** The reserved range that the given one shares addresses with, if there is one. */
export function reservedPart(cidr: string): string | undefined {
  return RESERVED.find((range) => overlaps(cidr, range));
}

/** The range that no VPC can have and that the given one shares addresses with, if there is one. */
export function unusablePart(cidr: string): string | undefined {
  return UNUSABLE.find((range) => overlaps(cidr, range));
}

/** Whether two IPv4 ranges share an address. */
export function overlaps(a: string, b: string): boolean {
  const [one, other] = [new Address4(a), new Address4(b)];
  return one.isInSubnet(other) || other.isInSubnet(one);
}

/** Length of the network part, such as 16 for `10.0.0.0/16`. */
export function prefixLength(cidr: string): number {
  return new Address4(cidr).subnetMask;
}

/** The range that an address with a mask lies in: `10.0.0.0/16` for `10.0.3.7/16`. */
export function networkOf(cidr: string): string {
  const address = new Address4(cidr);
  return `${address.startAddress().correctForm()}/${address.subnetMask}`;
}

/** Whether every address of the range is a private one of RFC 1918. */
export function isPrivate(cidr: string): boolean {
  return isWithin(cidr, PRIVATE);
}

function isWithin(cidr: string, ranges: readonly string[]): boolean {
  const address = new Address4(cidr);
  return ranges.some((range) => address.isInSubnet(new Address4(range)));
}
