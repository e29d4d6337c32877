import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { Construct } from "constructs";
import type { ClusterSpec } from "../description/cluster-spec";
import type { ControlPlane } from "./control-plane";
import { VpcCniRole } from "./vpc-cni-role";

export interface ManagedAddonsProps {
  readonly cluster: ClusterSpec;
  readonly controlPlane: ControlPlane;
  readonly partition: string;
}

/** The EKS-managed add-ons that nodes need to join: ready at once where there is no node, and there before the first. */
export class ManagedAddons extends Construct {
  constructor(scope: Construct, id: string, { cluster, controlPlane, partition }: ManagedAddonsProps) {
    super(scope, id);
    const { addons } = cluster;
    const common = {
      clusterName: controlPlane.clusterName,
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    };

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
  }
}
