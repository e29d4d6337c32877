import type { Postcondition, TerraformResourceLifecycle } from "cdktf";
import { refusedZones } from "../knowledge/zones";

/**
 * Stops the apply right after a subnet was made in a zone that EKS or Fargate refuses, before anything else is made in
 * it: only AWS knows which zone a name is that of in an account. Nothing for a region where every zone is taken.
 */
export function usableZone(zone: string): TerraformResourceLifecycle | undefined {
  const refused = refusedZones(zone.slice(0, -1));
  if (refused.length === 0) return undefined;
  return {
    postcondition: refused.map(
      ({ id, by }): Postcondition => ({
        condition: `\${self.availability_zone_id != "${id}"}`,
        errorMessage: `In this account ${zone} is the zone ${id}, where ${by}; choose another under network.availabilityZones.`,
      }),
    ),
  };
}
