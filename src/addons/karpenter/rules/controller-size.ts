import { error, type Problem, warning } from "../../../description/problem";
import { quantityValue } from "../../../knowledge/quantity";

const MIB = 2 ** 20;

/** Below this no program of this kind starts: a unit is missing or wrong (`500m` is half a byte). */
const LEAST = { cpu: 0.01, memory: 32 * MIB };

/** The smallest pod on Fargate, less what Fargate takes for itself. */
const SMALLEST_POD = { cpu: 0.25, memory: 256 * MIB };

/** What a controller pod gets is what it may use: request and limit are one. */
export function controllerSizeRules(resources: { readonly cpu: string; readonly memory: string }): Problem[] {
  return (["cpu", "memory"] as const).flatMap((resource) => {
    const given = resources[resource];
    const path = ["karpenter", "resources", resource];
    const usual = resource === "cpu" ? '"1"' : "1Gi";
    if (quantityValue(given) < LEAST[resource]) {
      return [error(path, `the controller can't start with ${given} of ${resource}; give it enough, such as ${usual}`)];
    }
    return quantityValue(given) < SMALLEST_POD[resource]
      ? [
          warning(
            path,
            `${given} of ${resource} is less than the smallest pod on Fargate has, which is billed anyway; ${usual} is usual`,
          ),
        ]
      : [];
  });
}
