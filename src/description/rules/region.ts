import { FARGATE_REGIONS, isPlausibleRegion, lacksFargate, REGIONS_AS_OF } from "../../knowledge/regions";
import { didYouMean } from "../../knowledge/suggestion";
import { refusedZones, zoneCount, zoneWithoutFargate } from "../../knowledge/zones";
import type { ClusterSpec } from "../cluster-spec";
import { error, type KeyPath, type Problem, warning } from "../problem";

const REGION = ["region"];
const ZONES = ["network", "availabilityZones"];
const SUBNETS = ["network", "privateSubnets"];

/** Whether EKS, and Fargate for it, are to be had where the cluster is described to be. */
export function regionRules({ region, network }: ClusterSpec): Problem[] {
  const problems = regionProblems(region);
  if (network.kind === "existing") {
    const zones = network.privateSubnets.flatMap(({ zone }) => zone ?? []);
    // Which of them EKS refuses is looked up when a plan is made.
    return [...problems, ...zones.flatMap((zone) => fargateZoneProblems(zone, [...SUBNETS, zone]))];
  }
  const zones = network.availabilityZones;
  return [
    ...problems,
    ...refusedZoneProblems(region, zones),
    ...zones.flatMap((zone, index) => fargateZoneProblems(zone, [...ZONES, index])),
  ];
}

function regionProblems(region: string): Problem[] {
  if (FARGATE_REGIONS.includes(region)) return [];
  if (lacksFargate(region)) {
    return [
      error(
        REGION,
        `EKS has no Fargate in ${region}, and CoreDNS and Karpenter run on it here; choose a region outside of GovCloud`,
      ),
    ];
  }
  const question = didYouMean(region, FARGATE_REGIONS);
  // A region that is new to AWS is new here too, and mustn't be impossible for that.
  return isPlausibleRegion(region)
    ? [
        warning(
          REGION,
          `${region} isn't among the regions where EKS is known to run pods on Fargate (as of ${REGIONS_AS_OF})${question || "; look it up before you deploy"}`,
        ),
      ]
    : [error(REGION, `AWS has no region ${region}${question || "; choose another, such as eu-central-1"}`)];
}

function refusedZoneProblems(region: string, zones: readonly string[]): Problem[] {
  const all = new Set(zones).size >= (zoneCount(region) ?? Number.POSITIVE_INFINITY);
  return refusedZones(region).map(({ id, by }) => {
    const lookUp = `'aws ec2 describe-availability-zones --region ${region} --zone-ids ${id}' tells its name in your account`;
    return all
      ? error(ZONES, `one of these ${zones.length} zones is ${id}, where ${by}; leave it out: ${lookUp}`, [REGION])
      : warning(ZONES, `one of these zones may be ${id}, where ${by}; ${lookUp}`, [REGION]);
  });
}

function fargateZoneProblems(zone: string, path: KeyPath): Problem[] {
  const source = zoneWithoutFargate(zone);
  if (source === undefined) return [];
  return [
    warning(
      path,
      `pods on Fargate weren't started in ${zone} when last heard of (${source}); choose another zone, or make sure`,
    ),
  ];
}
