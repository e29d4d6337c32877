import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ClusterSpec } from "../description/cluster-spec";
import { sortedJson } from "../terraform/sorted-json";
import type { ControlPlane } from "./control-plane";
import { VpcCniRole } from "./vpc-cni-role";

export interface ManagedAddonsProps {
  readonly cluster: ClusterSpec;
  readonly controlPlane: ControlPlane;
  readonly partition: string;
  /** What CoreDNS's pods need before they are made: their Fargate profile, settled. */
  readonly fargateReady: ITerraformDependable;
}

/** Fargate adds 256 MiB, and bills this as 0.25 vCPU with 0.5 GB. */
const COREDNS_SIZE = { cpu: "0.25", memory: "256Mi" };

/** The three EKS-managed add-ons that make a cluster one. */
export class ManagedAddons extends Construct {
  constructor(scope: Construct, id: string, { cluster, controlPlane, partition, fargateReady }: ManagedAddonsProps) {
    super(scope, id);
    const { addons } = cluster;
    const common = {
      clusterName: controlPlane.clusterName,
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    };

    // The two that run on nodes are ready at once where there are no nodes, and must be there before the first one.
    const cniRole = new VpcCniRole(this, "vpc-cni-role", {
      clusterName: cluster.name,
      partition,
      oidcProviderArn: controlPlane.oidcProviderArn,
      oidcIssuer: controlPlane.oidcIssuer,
      permissionsBoundary: cluster.aws.permissionsBoundary,
    });
    new EksAddon(this, "vpc-cni", {
      ...common,
      addonName: "vpc-cni",
      addonVersion: addons["vpc-cni"].version,
      serviceAccountRoleArn: cniRole.arn,
      dependsOn: [...cniRole.ready],
    });
    new EksAddon(this, "kube-proxy", {
      ...common,
      addonName: "kube-proxy",
      addonVersion: addons["kube-proxy"].version,
    });

    new EksAddon(this, "coredns", {
      ...common,
      addonName: "coredns",
      addonVersion: addons.coredns.version,
      configurationValues: sortedJson({
        computeType: "Fargate",
        resources: { limits: COREDNS_SIZE, requests: COREDNS_SIZE },
      }),
      dependsOn: [fargateReady],
    });
  }
}
