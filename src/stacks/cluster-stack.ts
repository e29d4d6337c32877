import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { FargateProfiles } from "../capacity/fargate-profiles";
import { ControlPlane } from "../cluster/control-plane";
import { ManagedAddons } from "../cluster/managed-addons";
import { BASE_PROFILE, type ClusterSpec } from "../description/cluster-spec";
import { fixedValues } from "../description/fixed-values";
import { Network } from "../network/network";
import { NodesElsewhere } from "../network/nodes-elsewhere";
import type { Settings } from "../settings/settings";
import { ClusterBoundStack } from "./cluster-bound-stack";
import { writeClusterFacts } from "./contract";
import { FixedAtCreation } from "./fixed-at-creation";
import { TeardownGuard } from "./teardown-guard";

/** Stack `<name>`: all that makes a cluster one. It never talks to the Kubernetes API, so its plan needs no cluster. */
export class ClusterStack extends ClusterBoundStack {
  /** What a program may hang on to, such as `network.vpcId`. */
  readonly network: Network;

  constructor(scope: Construct, cluster: ClusterSpec, settings: Settings) {
    super(scope, cluster.name, cluster, settings);
    new TimeProvider(this, "time");
    const partition = this.partition.partition;

    const network = new Network(this, "network", {
      clusterName: cluster.name,
      ...cluster.network,
      partition,
      region: cluster.region,
      permissionsBoundary: cluster.aws.permissionsBoundary,
      controlPlaneZones: cluster.controlPlane.availabilityZones,
    });
    this.network = network;
    if (cluster.karpenter.nodeClasses.every(({ subnetSelectorTerms }) => subnetSelectorTerms === undefined)) {
      new NodesElsewhere(this, "nodes-elsewhere", {
        clusterName: cluster.name,
        vpcId: network.vpcId,
        region: cluster.region,
        availabilityZones: cluster.network.availabilityZones,
      });
    }
    const controlPlane = new ControlPlane(this, "cluster", {
      cluster,
      partition,
      accountId: network.accountId,
      subnetIds: network.controlPlaneSubnetIds,
    });
    new FixedAtCreation(this, "fixed", { values: fixedValues(cluster), dependsOn: [controlPlane.cluster] });
    const fargate = new FargateProfiles(this, "fargate", {
      cluster,
      clusterName: controlPlane.clusterName,
      clusterArn: controlPlane.arn,
      partition,
      subnetIds: network.privateSubnetIds,
      dependsOn: network.egress,
    });
    new ManagedAddons(this, "addons", {
      cluster,
      controlPlane,
      partition,
      fargateReady: fargate.settled(BASE_PROFILE),
    });

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
    this.complete();
  }
}

function updateKubeconfig({ name, region, aws }: ClusterSpec): string {
  const role = aws.roleArn ? ` --role-arn ${aws.roleArn}` : "";
  return `aws eks update-kubeconfig --region ${region} --name ${name}${role}`;
}
