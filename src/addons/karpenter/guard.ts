import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { localChart } from "../local-chart";
import { ChartRelease } from "../release";

export interface GuardProps {
  /** Where Helm keeps its record of the release. */
  readonly namespace: string;
  readonly timeoutSeconds: number;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Keeps Karpenter in the cluster as long as it has nodes, whoever wants to remove it: admission policies that refuse to
 * delete what Karpenter needs while there is a NodeClaim. The Helm provider forgets a release that it can't read once
 * (https://github.com/hashicorp/terraform-provider-helm/issues/1669), and a destroy that has forgotten the node pools
 * would go on to Karpenter.
 *
 * To be made after all that nodes need, Karpenter and cluster DNS, and before the node pools: it is asked before any of that goes, and Helm says why it stays. If
 * the guard itself is forgotten, its policies are still there.
 */
export class Guard extends Construct {
  /** To depend on after the guard. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, { namespace, timeoutSeconds, dependsOn }: GuardProps) {
    super(scope, id);
    this.resource = new ChartRelease(this, "Default", {
      releaseName: "karpenter-guard",
      namespace,
      chart: localChart(this, "karpenter-guard"),
      values: {},
      timeoutSeconds,
      dependsOn,
    }).resource;
  }
}
