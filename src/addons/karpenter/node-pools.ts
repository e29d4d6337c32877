import { join } from "node:path";
import { AssetType, type ITerraformDependable, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { durationSeconds } from "../../spec/karpenter/duration";
import { expandNodeClass, expandNodePool } from "../../spec/karpenter/expand";
import { ChartRelease } from "../release";

export interface NodePoolsProps {
  readonly cluster: ClusterSpec;
  readonly dependsOn: readonly ITerraformDependable[];
}

const CHART = join(__dirname, "../../../charts/node-pools");

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
  constructor(scope: Construct, id: string, { cluster, dependsOn }: NodePoolsProps) {
    super(scope, id);
    const { namespace, nodePools, nodeClasses } = cluster.karpenter;
    const chart = new TerraformAsset(this, "chart", { path: CHART, type: AssetType.DIRECTORY });
    const pools = nodePools.map(expandNodePool);
    new ChartRelease(this, "Default", {
      releaseName: "node-pools",
      namespace,
      chart: { folder: chart.path },
      values: {
        nodePools: pools,
        nodeClasses: nodeClasses.map((nodeClass) =>
          expandNodeClass(nodeClass, { clusterName: cluster.name, tags: cluster.tags }),
        ),
      },
      timeoutSeconds:
        Math.max(...pools.map((pool) => durationSeconds(pool.spec.template.spec.terminationGracePeriod))) +
        MARGIN_SECONDS,
      dependsOn,
    });
  }
}
