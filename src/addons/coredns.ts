import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ClusterSpec } from "../description/cluster-spec";
import { sortedJson } from "../terraform/sorted-json";

export interface CoreDnsProps {
  readonly cluster: ClusterSpec;
  /** What its pods need before they are made: their Fargate profile, settled. */
  readonly fargateReady: ITerraformDependable;
}

/** Fargate adds 256 MiB, and bills this as 0.25 vCPU with 0.5 GB. */
const SIZE = { cpu: "0.25", memory: "256Mi" };

/**
 * Cluster DNS, as the EKS-managed add-on, on Fargate.
 *
 * Karpenter asks the VPC's resolver and so starts beside it. Pods on nodes ask CoreDNS: it is there before the first node
 * pool, and goes after the last node. Its pods go with their Fargate profile, not before: a destroy that ends half-way takes
 * DNS from nobody.
 */
export class CoreDns extends Construct {
  /** To depend on before making a pod that looks up names in the cluster. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, { cluster, fargateReady }: CoreDnsProps) {
    super(scope, id);
    this.resource = new EksAddon(this, "Default", {
      clusterName: cluster.name,
      addonName: "coredns",
      addonVersion: cluster.addons.coredns.version,
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      configurationValues: sortedJson({
        computeType: "Fargate",
        resources: { limits: SIZE, requests: SIZE },
      }),
      preserve: true,
      dependsOn: [fargateReady],
    });
  }
}
