import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem } from "../problem";
import { listedTwice } from "./listed-twice";

const ALL = ["network", "availabilityZones"];
const DRAINING = ["network", "draining"];
const CONTROL_PLANE = ["controlPlane", "availabilityZones"];

/** The zones of the control plane, and those that are going to be removed, against all zones. */
export function zoneRules({ network, controlPlane }: ClusterSpec): Problem[] {
  if (network.kind === "existing") return [];
  const { availabilityZones: all, controlPlaneZones: own } = network;
  // All zones where nothing was written: what is wrong with them is said there.
  const written = controlPlane.availabilityZones !== undefined;
  const inControlPlane = own.flatMap((zone, index) =>
    written && !all.includes(zone)
      ? [
          error(
            [...CONTROL_PLANE, index],
            `${zone} isn't among network.availabilityZones, and the control plane keeps a subnet in each of its zones; add it there`,
            [ALL],
          ),
        ]
      : [],
  );
  const draining = network.draining.flatMap((zone, index) => {
    const path = [...DRAINING, index];
    if (!all.includes(zone)) {
      return [error(path, `${zone} isn't among network.availabilityZones; remove it from draining too`, [ALL])];
    }
    if (!own.includes(zone)) return [];
    const advice = written
      ? "take it out of draining"
      : "if it was added later, write the zones that the control plane was made in under controlPlane.availabilityZones";
    return [error(path, `the control plane is in ${zone}, and can't leave it; ${advice}`, [ALL, CONTROL_PLANE])];
  });
  return [
    ...inControlPlane,
    ...draining,
    ...(written ? listedTwice(CONTROL_PLANE, own) : []),
    ...listedTwice(DRAINING, network.draining),
  ];
}
