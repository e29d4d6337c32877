import type { Settings } from "../../settings";
import type { ClusterSpec } from "../cluster-spec";
import { durationSeconds } from "../karpenter/duration";
import { expandNodePool } from "../karpenter/expand";
import { type Problem, warning } from "../problem";

/** What is left of a token's 15 minutes when instances have taken their time to stop. */
const LONGEST_DRAIN_SECONDS = 5 * 60;

/** How Terraform reaches the cluster's API server, and for how long. */
export function connectionRules(cluster: ClusterSpec, settings: Settings): Problem[] {
  return [...endpointRules(cluster), ...drainRules(cluster, settings)];
}

/** The stack of the add-ons talks to the API server from wherever Terraform runs. */
function endpointRules({ name, controlPlane }: ClusterSpec): Problem[] {
  if (controlPlane.endpoint.public) return [];
  return [
    warning(
      ["controlPlane", "endpoint", "public"],
      `the API server can be reached from within the VPC only; deploy and destroy ${name}-addons from there, or from a network that is connected to it (with HCP Terraform, by an agent that runs there)`,
    ),
  ];
}

/**
 * A token is good for 15 minutes and isn't renewed within a run: when removing the node pools takes longer, the wait for
 * the last node fails (https://github.com/hashicorp/terraform-provider-aws/issues/46633).
 */
function drainRules({ karpenter }: ClusterSpec, { clusterAuthentication }: Settings): Problem[] {
  if (clusterAuthentication === "exec") return [];
  return karpenter.nodePools.flatMap((pool, index) => {
    const { terminationGracePeriod } = expandNodePool(pool).spec.template.spec;
    return durationSeconds(terminationGracePeriod) > LONGEST_DRAIN_SECONDS
      ? [
          warning(
            ["karpenter", "nodePools", index, "terminationGracePeriod"],
            `nodes may take ${terminationGracePeriod} to drain, and the token that a destroy waits with is good for 15 minutes; set it to 5m at most (on a living cluster that replaces the pool's nodes), or destroy from where clusterAuthentication can be "exec"`,
          ),
        ]
      : [];
  });
}
