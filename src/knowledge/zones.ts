import { REGION_NAME } from "./regions";

/**
 * Availability zones that EKS takes no subnets in, by region, as of 2026-11-25:
 * https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html#cluster-subnets
 *
 * They have ids, since the names of zones differ from account to account.
 */
const REFUSED_ZONES: Readonly<Record<string, { readonly id: string; readonly zones: number }>> = {
  "us-east-1": { id: "use1-az3", zones: 6 },
  "us-west-1": { id: "usw1-az2", zones: 3 },
  "ca-central-1": { id: "cac1-az3", zones: 4 },
};

/** The zone of a region that EKS refuses, and how many zones the region has with it; nothing for most regions. */
export function refusedZone(region: string): { readonly id: string; readonly zones: number } | undefined {
  return Object.hasOwn(REFUSED_ZONES, region) ? REFUSED_ZONES[region] : undefined;
}

/**
 * Zones, by name, where EKS takes subnets and Fargate starts no pods, with a source; there is no list by AWS itself.
 * As of 2026-11-25.
 */
const ZONES_WITHOUT_FARGATE: ReadonlyMap<string, string> = new Map([
  ["ca-central-1d", "https://github.com/eksctl-io/eksctl/issues/5677"],
]);

/** Where it is written that Fargate starts no pods in a zone; nothing if nothing is known against it. */
export function zoneWithoutFargate(zone: string): string | undefined {
  return ZONES_WITHOUT_FARGATE.get(zone);
}

/** The name of an availability zone: that of its region, and a letter. No region has more than six. */
export const ZONE_NAME = /^[a-z]{2,5}(-[a-z]+)+-\d[a-f]$/;

/** What else looks like a zone, and why it can't be one. */
const OTHER_ZONES: readonly (readonly [form: RegExp, what: (text: string) => string])[] = [
  [
    /^[a-z]{3,6}\d-az\d$/,
    (id) =>
      `this is the id of a zone, which has another name in each account; 'aws ec2 describe-availability-zones --zone-ids ${id}' tells the name that is needed, such as eu-central-1a`,
  ],
  [/-wl\d-/, () => `this is a Wavelength zone, where EKS takes no subnets; ${NEEDED}`],
  [/-\d-[a-z]{3}-\d[a-z]$/, () => `this is a Local Zone, where Fargate runs no pods; ${NEEDED}`],
  [REGION_NAME, () => `this is a region; ${NEEDED}`],
];

const NEEDED = "the name of an availability zone is needed, such as eu-central-1a";

/** What to say of a text that is no name of an availability zone. */
export function wrongZone(text: string): string {
  const other = OTHER_ZONES.find(([form]) => form.test(text));
  return other ? other[1](text) : NEEDED;
}
