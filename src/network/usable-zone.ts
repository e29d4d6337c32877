import type { Postcondition } from "cdktf";
import type { RefusedZone } from "../knowledge/zones";

/**
 * What a subnet in a zone that EKS or Fargate refuses fails with, before anything else is made in it: only AWS knows which
 * zone a name is that of in an account.
 *
 * @param refused zones that the subnet can't be in
 * @param zone name of the subnet's zone
 * @param advice what to do, as the end of a sentence
 */
export function usableZone(refused: readonly RefusedZone[], zone: string, advice: string): Postcondition[] {
  return refused.map(({ id, by }) => ({
    condition: `\${self.availability_zone_id != "${id}"}`,
    errorMessage: `In this account ${zone} is the zone ${id}, where ${by}; ${advice}.`,
  }));
}
