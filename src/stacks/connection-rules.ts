import type { ClusterSpecWithAddons } from "../addons/cluster-file";
import { ADDONS } from "../addons/list";
import type { ClusterSpec } from "../description/cluster-spec";
import { defaultWarning, type Problem, warning } from "../description/problem";
import { durationSeconds } from "../knowledge/duration";
import type { Settings } from "../settings/settings";

/** What is left of a token's 15 minutes when instances have taken their time to stop. */
const LONGEST_DRAIN_SECONDS = 5 * 60;

/** How Terraform reaches the cluster's API server, and for how long. */
export function connectionRules(cluster: ClusterSpecWithAddons, settings: Settings): Problem[] {
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
function drainRules(cluster: ClusterSpecWithAddons, { clusterAuthentication }: Settings): Problem[] {
  if (clusterAuthentication === "exec") return [];
  return ADDONS.flatMap((addon) => addon.drains(cluster))
    .filter(({ duration }) => durationSeconds(duration) > LONGEST_DRAIN_SECONDS)
    .map(({ path, duration, what, change }) =>
      defaultWarning(
        path,
        `${what} may take ${duration} to drain, and the token that a destroy waits with is good for 15 minutes; set it to 5m at most (on a living cluster that ${change}), or destroy from where clusterAuthentication can be "exec"`,
      ),
    );
}
