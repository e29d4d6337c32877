import { REGION_NAME } from "./regions";

/** An availability zone that a cluster can't be in. Zones have ids, since their names differ from account to account. */
export interface RefusedZone {
  readonly id: string;
  /** What can't be there. */
  readonly closedTo: "cluster" | "fargate";
  /** Who refuses it, to complete "..., where ...". */
  readonly by: string;
}

const EKS = { closedTo: "cluster", by: "EKS takes no subnets" } as const;
const FARGATE = { closedTo: "fargate", by: "Fargate runs no pods" } as const;

/**
 * Zones that EKS or Fargate refuse, by region, and how many zones the region has with them. As of 2026-11-25:
 * https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html#cluster-subnets,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html
 */
const REFUSED_ZONES: ReadonlyMap<string, { readonly zones: number; readonly refused: RefusedZone }> = new Map([
  ["us-east-1", { zones: 6, refused: { id: "use1-az3", ...EKS } }],
  ["us-west-1", { zones: 3, refused: { id: "usw1-az2", ...EKS } }],
  ["ca-central-1", { zones: 4, refused: { id: "cac1-az3", ...EKS } }],
  ["ap-northeast-1", { zones: 4, refused: { id: "apne1-az3", ...FARGATE } }],
]);

/** The zones of a region that EKS or Fargate refuse; none in most regions. */
export function refusedZones(region: string): readonly RefusedZone[] {
  const known = REFUSED_ZONES.get(region);
  return known ? [known.refused] : [];
}

/** How many zones a region has, those that are refused too, where that is of interest. */
export function zoneCount(region: string): number | undefined {
  return REFUSED_ZONES.get(region)?.zones;
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
