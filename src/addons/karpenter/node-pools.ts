import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { durationSeconds } from "../../knowledge/duration";
import { nodeSelectors } from "../../network/node-selectors";
import { localChart } from "../local-chart";
import { ChartRelease } from "../release";
import { expandNodeClass, expandNodePool } from "./description/expand";
import type { KarpenterCluster } from "./schema/karpenter";

export interface NodePoolsProps {
  readonly cluster: KarpenterCluster;
  /** The group that EKS made for the cluster. */
  readonly clusterSecurityGroupId: string;
  /** Where Helm keeps its record of the release. */
  readonly namespace: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Minutes that instances may take to stop and EC2NodeClasses to vanish, beyond the draining of the nodes. */
const MARGIN_SECONDS = 20 * 60;

/**
 * The NodePools and EC2NodeClasses, as a release of a chart of our own: Terraform could plan the objects themselves
 * only where the cluster, and Karpenter's CRDs in it, exist already.
 *
 * Removing the release waits until the EC2NodeClasses have vanished, which Karpenter lets happen when the last of their
 * nodes is gone. Only then does anything go that the nodes, or Karpenter, need.
 */
export class NodePools extends Construct {
  /** To depend on after the node pools. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: NodePoolsProps) {
    super(scope, id);
    const { cluster, clusterSecurityGroupId, namespace, dependsOn } = props;
    const { nodePools, nodeClasses } = cluster.karpenter;
    const selectors = nodeSelectors(cluster, clusterSecurityGroupId);
    const pools = nodePools.map(expandNodePool);
    this.resource = new ChartRelease(this, "Default", {
      releaseName: "node-pools",
      namespace,
      chart: localChart(this, "node-pools"),
      // By name: a plan then shows what changes in one of them, and nothing of the others when one comes or goes.
      values: {
        nodePools: Object.fromEntries(pools.map((pool) => [pool.metadata.name, pool])),
        nodeClasses: Object.fromEntries(
          nodeClasses.map((nodeClass) => [
            nodeClass.name,
            expandNodeClass(nodeClass, { clusterName: cluster.name, tags: cluster.tags, selectors }),
          ]),
        ),
      },
      timeoutSeconds:
        Math.max(...pools.map((pool) => durationSeconds(pool.spec.template.spec.terminationGracePeriod))) +
        MARGIN_SECONDS,
      dependsOn,
    }).resource;
  }
}
