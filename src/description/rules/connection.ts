import { expandNodePool } from "../../addons/karpenter/description/expand";
import { durationSeconds } from "../../knowledge/duration";
import type { Settings } from "../../settings/settings";
import type { ClusterSpec } from "../cluster-spec";
import { defaultWarning, type Problem, warning } from "../problem";

/** What is left of a token's 15 minutes when instances have taken their time to stop. */
const LONGEST_DRAIN_SECONDS = 5 * 60;

/** How Terraform reaches the cluster's API server, and for how long. */
export function connectionRules(cluster: ClusterSpec, settings: Settings): Problem[] {
  return [...endpointRules(cluster), ...drainRules(cluster, settings)];
}

/** The stack of the add-ons talks to the API server from wherever Terraform runs. */
function endpointRules({ name, controlPlane }: ClusterSpec): Problem[] {
  const { endpoint } = controlPlane;
  // Where nobody is let in from outside of the cluster, the rules of the private endpoint say so, and what to do.
  const letIn = [...endpoint.privateCidrs, ...endpoint.privateSecurityGroupIds];
  if (endpoint.public || letIn.length === 0) return [];
  return [
    warning(
      ["controlPlane", "endpoint", "public"],
      `the API server can be reached from the networks under privateCidrs and privateSecurityGroupIds only; deploy and destroy ${name}-addons from there (with HCP Terraform, by an agent that runs there)`,
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
          defaultWarning(
            ["karpenter", "nodePools", index, "terminationGracePeriod"],
            `nodes may take ${terminationGracePeriod} to drain, and the token that a destroy waits with is good for 15 minutes; set it to 5m at most (on a living cluster that replaces the pool's nodes), or destroy from where clusterAuthentication can be "exec"`,
          ),
        ]
      : [];
  });
}
