/** When the lists here were last compared with their sources. */
export const REGIONS_AS_OF = "2026-11-25";

/**
 * Regions where EKS runs pods on Fargate, by partition: the endpoints of EKS that the AWS SDK knows
 * (botocore 1.43.11, `endpoints.json`), less {@link WITHOUT_FARGATE}.
 */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  aws: [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-eusc": ["eusc-de-east-1"],
};

/**
 * Regions with EKS and without Fargate for it:
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-eks.html ("Amazon EKS on Fargate isn't available").
 */
const WITHOUT_FARGATE = /^us-gov-/;

/** All regions where EKS is known to run pods on Fargate. */
export const FARGATE_REGIONS: readonly string[] = Object.values(REGIONS).flat();

/** What a name of a region looks like: `eu-central-1`, `us-gov-west-1`, `eusc-de-east-1`. */
export const REGION_NAME = /^[a-z]{2,5}(-[a-z]+)+-\d$/;

/** Whether EKS is known to run no pods on Fargate in the region. */
export function lacksFargate(region: string): boolean {
  return WITHOUT_FARGATE.test(region);
}

/** The words that a name of a region is made of. */
const PLAUSIBLE =
  /^([a-z]{2}|us-gov|(us|eu)-iso[a-z]?|eusc-[a-z]{2})-(north|south|east|west|central|(north|south)(east|west))-\d$/;

/** Whether a region could have this name, be it known or yet to come. */
export function isPlausibleRegion(region: string): boolean {
  return PLAUSIBLE.test(region);
}

/** Patterns as the AWS SDK has them (`partitions.json`), for regions that are not known yet too. */
const PARTITIONS: readonly (readonly [prefix: RegExp, partition: string])[] = [
  [/^cn-/, "aws-cn"],
  [/^eusc-/, "aws-eusc"],
  [/^us-gov-/, "aws-us-gov"],
  [/^us-iso-/, "aws-iso"],
  [/^us-isob-/, "aws-iso-b"],
  [/^eu-isoe-/, "aws-iso-e"],
  [/^us-isof-/, "aws-iso-f"],
];

/** The partition that a region belongs to; ARNs of another can't be used there. */
export function partitionOf(region: string): string {
  return PARTITIONS.find(([prefix]) => prefix.test(region))?.[1] ?? "aws";
}
