import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ClusterSpec } from "../spec/cluster-spec";
import { literalJson } from "../terraform/literal";

export interface ManagedAddonsProps {
  /** Name of the cluster, as an attribute of the cluster made. */
  readonly clusterName: string;
  readonly addons: ClusterSpec["addons"];
  /** What CoreDNS's pods need before they are made: their Fargate profile, settled. */
  readonly fargateReady: ITerraformDependable;
}

/** Fargate adds 256 MiB, and bills this as 0.25 vCPU with 0.5 GB. */
const COREDNS_SIZE = { cpu: "0.25", memory: "256Mi" };

/** The three EKS-managed add-ons that make a cluster one. */
export class ManagedAddons extends Construct {
  constructor(scope: Construct, id: string, { clusterName, addons, fargateReady }: ManagedAddonsProps) {
    super(scope, id);
    const common = { clusterName, resolveConflictsOnCreate: "OVERWRITE", resolveConflictsOnUpdate: "OVERWRITE" };

    // The two that run on nodes are ready at once where there are no nodes, and must be there before the first one.
    for (const addonName of ["vpc-cni", "kube-proxy"] as const) {
      new EksAddon(this, addonName, { ...common, addonName, addonVersion: addons[addonName].version });
    }

    new EksAddon(this, "coredns", {
      ...common,
      addonName: "coredns",
      addonVersion: addons.coredns.version,
      configurationValues: literalJson({
        computeType: "Fargate",
        resources: { limits: COREDNS_SIZE, requests: COREDNS_SIZE },
      }),
      dependsOn: [fargateReady],
    });
  }
}
