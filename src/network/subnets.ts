import { Address4 } from "ip-address";

/** The two subnets of an availability zone. */
export interface ZoneSubnets {
  readonly zone: string;
  readonly privateCidr: string;
  readonly publicCidr: string;
}

/**
 * Divides a VPC's range: the private subnet of zone `a` is the first eighth, that of `b` the second, up to `f`; the
 * seventh eighth is divided into eight again for the public subnets, and the last eighth stays free.
 *
 * A zone's part follows from its letter alone, so that adding or removing a zone moves no other zone's subnets (a
 * subnet whose range changes is replaced, with everything in it).
 */
export function zoneSubnets(vpcCidr: string, zones: readonly string[]): ZoneSubnets[] {
  const publicRange = part(vpcCidr, PUBLIC_EIGHTH);
  return zones.map((zone) => ({
    zone,
    privateCidr: part(vpcCidr, letterIndex(zone)),
    publicCidr: part(publicRange, letterIndex(zone)),
  }));
}

const PUBLIC_EIGHTH = 6;

/** The `index`th eighth of a range. */
function part(cidr: string, index: number): string {
  const range = new Address4(cidr);
  const length = range.subnetMask + 3;
  const start = range.startAddress().bigInt() + (BigInt(index) << BigInt(32 - length));
  return `${Address4.fromBigInt(start).correctForm()}/${length}`;
}

function letterIndex(zone: string): number {
  return zone.charCodeAt(zone.length - 1) - "a".charCodeAt(0);
}
