import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { ClusterSpecWithAddons } from "../addons/cluster-file";
import { ADDONS } from "../addons/list";
import { FargateProfiles } from "../capacity/fargate-profiles";
import { ControlPlane } from "../cluster/control-plane";
import { ManagedAddons } from "../cluster/managed-addons";
import type { ClusterSpec } from "../description/cluster-spec";
import { fixedValues } from "../description/fixed-values";
import { makeNetwork } from "../network/make-network";
import type { Network } from "../network/network";
import type { Settings } from "../settings/settings";
import { ClusterBoundStack } from "./cluster-bound-stack";
import { writeClusterFacts } from "./contract";
import { FixedAtCreation } from "./fixed-at-creation";
import { TeardownGuard } from "./teardown-guard";

/** Stack `<name>`: all that makes a cluster one. It never talks to the Kubernetes API, so its plan needs no cluster. */
export class ClusterStack extends ClusterBoundStack {
  /** The network, such as `network.vpcId` and `network.privateSubnetIds`. */
  readonly network: Network;
  /** The control plane, such as `controlPlane.clusterName`, `controlPlane.endpoint` and `controlPlane.oidcProviderArn`. */
  readonly controlPlane: ControlPlane;

  /** @internal */
  constructor(scope: Construct, cluster: ClusterSpecWithAddons, settings: Settings) {
    super(scope, cluster.name, cluster, settings);
    const { network, controlPlane } = this.own(() => this.make(cluster));
    this.network = network;
    this.controlPlane = controlPlane;
  }

  private make(cluster: ClusterSpecWithAddons) {
    new TimeProvider(this, "time");
    const partition = this.partition.partition;

    const usesOtherSubnets = ADDONS.some((addon) => addon.usesOtherSubnets(cluster));
    const network = makeNetwork(this, "network", { cluster, partition, usesOtherSubnets });
    const controlPlane = new ControlPlane(this, "cluster", {
      cluster,
      partition,
      subnetIds: network.controlPlaneSubnetIds,
    });
    new FixedAtCreation(this, "fixed", {
      values: fixedValues(cluster, network.fixed),
      dependsOn: [controlPlane.cluster],
    });
    const fargate = new FargateProfiles(this, "fargate", {
      cluster,
      clusterName: controlPlane.clusterName,
      clusterCreatedAt: controlPlane.createdAt,
      partition,
      accountId: controlPlane.accountId,
      subnetIds: network.privateSubnetIds,
      subnetIdentity: network.privateSubnetIdentity,
      dependsOn: network.egress,
    });
    new ManagedAddons(this, "addons", { cluster, controlPlane, partition });

    const guard = new TeardownGuard(this, "teardown-guard", {
      clusterName: cluster.name,
      clusterArn: controlPlane.arn,
    });

    writeClusterFacts(this, {
      clusterArn: controlPlane.arn,
      clusterEndpoint: controlPlane.endpoint,
      clusterCertificateAuthority: controlPlane.certificateAuthority,
      clusterSecurityGroupId: controlPlane.securityGroupId,
      oidcProviderArn: controlPlane.oidcProviderArn,
      oidcIssuer: controlPlane.oidcIssuer,
      podExecutionRoleArn: fargate.podExecutionRoleArn,
      teardownGuardArn: guard.policyArn,
      vpcId: network.vpcId,
      privateSubnetIds: network.privateSubnetIds,
    });
    new TerraformOutput(this, "update_kubeconfig", {
      staticId: true,
      description: "Command that lets kubectl reach the cluster",
      value: updateKubeconfig(cluster),
    });
    return { network, controlPlane };
  }
}

function updateKubeconfig({ name, region, aws }: ClusterSpec): string {
  const role = aws.roleArn ? ` --role-arn ${aws.roleArn}` : "";
  return `aws eks update-kubeconfig --region ${region} --name ${name}${role}`;
}
