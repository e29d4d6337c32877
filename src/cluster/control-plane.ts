import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Ec2Tag } from "@cdktf/provider-aws/lib/ec2-tag";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accessEntries } from "../description/access-entries";
import { type ClusterSpec, isProtected } from "../description/cluster-spec";
import { DISCOVERY_TAG } from "../knowledge/names";
import { ClusterAccess } from "./access";
import { ClusterRole } from "./cluster-role";
import { PrivateAccess } from "./private-access";
import { SecretsKey } from "./secrets-key";

export interface ControlPlaneProps {
  readonly cluster: ClusterSpec;
  readonly partition: string;
  readonly subnetIds: string[];
}

/**
 * What EKS can't change. A plan doesn't try it: `FixedAtCreation` says what is wrong, before the loss of a cluster is
 * planned. The two that begin with `bootstrap` EKS doesn't tell either, and a cluster that was imported would be replaced.
 */
const FIXED_ARGUMENTS: readonly string[] = [
  "access_config[0].bootstrap_cluster_creator_admin_permissions",
  "bootstrap_self_managed_addons",
  "kubernetes_network_config[0].service_ipv4_cidr",
];

/** The EKS control plane with its role, key, log group, OIDC provider and access entries. */
export class ControlPlane extends Construct {
  /** To depend on after the cluster. */
  readonly cluster: ITerraformDependable;
  /** Name of the cluster, as an attribute: whatever uses it comes after the cluster. */
  readonly clusterName: string;
  /** ARN of the cluster. */
  readonly arn: string;
  /** Account that the cluster is in, known long before the cluster is there. */
  readonly accountId: string;
  /** When EKS began to make the cluster, in RFC 3339. */
  readonly createdAt: string;
  /** URL of the API server. */
  readonly endpoint: string;
  /** Certificate authority of the API server, in base64. */
  readonly certificateAuthority: string;
  /** The one security group that EKS makes, of control plane, Fargate pods and nodes. */
  readonly securityGroupId: string;
  /** ARN of the IAM OIDC provider, for trust policies of roles that service accounts assume (IRSA). */
  readonly oidcProviderArn: string;
  /** Host and path of the OIDC issuer, as IAM conditions want it: without `https://`. */
  readonly oidcIssuer: string;

  /** @internal */
  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    const { name, region, aws, controlPlane } = props.cluster;

    const secretsKeyArn = this.secretsKeyArn(props.cluster);
    const logs = this.logGroup(name, controlPlane.logging);
    // From what is made within a second, is always ours and has an ARN. A VPC may be another account's, which shares it.
    this.accountId = aws.accountId ?? Fn.element(Fn.split(":", logs.arn), 4);
    const role = new ClusterRole(this, "role", {
      clusterName: name,
      partition: props.partition,
      region,
      accountId: this.accountId,
      secretsKeyArn,
      permissionsBoundary: aws.permissionsBoundary,
    });
    const cluster = this.eksCluster(props, role.arn, secretsKeyArn, [logs, ...role.ready]);
    this.cluster = cluster;
    this.clusterName = cluster.name;
    this.arn = cluster.arn;
    this.createdAt = cluster.createdAt;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;

    // Karpenter finds the security group for its nodes by this tag, and must find one only.
    new Ec2Tag(this, "discovery", { resourceId: this.securityGroupId, key: DISCOVERY_TAG, value: name });

    new PrivateAccess(this, "private-access", {
      securityGroupId: this.securityGroupId,
      endpoint: controlPlane.endpoint,
    });

    const issuer = cluster.identity.get(0).oidc.get(0).issuer;
    this.oidcIssuer = Fn.replace(issuer, "https://", "");
    this.oidcProviderArn = new IamOpenidConnectProvider(this, "oidc", {
      url: issuer,
      clientIdList: ["sts.amazonaws.com"],
    }).arn;

    new ClusterAccess(this, "access", {
      clusterName: this.clusterName,
      partition: props.partition,
      entries: accessEntries(props.cluster),
    });
  }

  private secretsKeyArn(cluster: ClusterSpec): string | undefined {
    const { enabled, keyArn, deletionWindowDays } = cluster.controlPlane.secretsEncryption;
    if (!enabled) return undefined;
    if (keyArn !== undefined) return keyArn;
    const preventDestroy = isProtected(cluster);
    return new SecretsKey(this, "secrets-key", { clusterName: cluster.name, deletionWindowDays, preventDestroy }).arn;
  }

  /** Made before the cluster: EKS would make it itself, with no end to its retention. */
  private logGroup(clusterName: string, { retentionDays }: ClusterSpec["controlPlane"]["logging"]): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "logs", {
      name: `/aws/eks/${clusterName}/cluster`,
      retentionInDays: retentionDays,
    });
  }

  private eksCluster(
    { cluster, subnetIds }: ControlPlaneProps,
    roleArn: string,
    secretsKeyArn: string | undefined,
    dependsOn: ITerraformDependable[],
  ): EksCluster {
    const { endpoint, logging, access, serviceCidr, forceUpdate, upgradePolicy, zonalShift } = cluster.controlPlane;
    return new EksCluster(this, "Default", {
      name: cluster.name,
      version: cluster.kubernetesVersion,
      forceUpdateVersion: forceUpdate ? true : undefined,
      roleArn,
      // EKS's own copies of CoreDNS, kube-proxy and the CNI would stand in the way of the managed add-ons.
      bootstrapSelfManagedAddons: false,
      accessConfig: {
        authenticationMode: "API",
        // Left out, the provider sends `false`, and nobody can enter the cluster.
        bootstrapClusterCreatorAdminPermissions: access.creatorAdmin,
      },
      vpcConfig: {
        subnetIds,
        endpointPublicAccess: endpoint.public,
        endpointPrivateAccess: endpoint.private,
        publicAccessCidrs: endpoint.public ? endpoint.publicCidrs : undefined,
      },
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: serviceCidr },
      encryptionConfig: secretsKeyArn ? { provider: { keyArn: secretsKeyArn }, resources: ["secrets"] } : undefined,
      enabledClusterLogTypes: logging.types,
      upgradePolicy: { supportType: upgradePolicy.toUpperCase() },
      zonalShiftConfig: { enabled: zonalShift },
      deletionProtection: isProtected(cluster),
      dependsOn,
      lifecycle: {
        ...(isProtected(cluster) && { preventDestroy: true }),
        ignoreChanges: [...FIXED_ARGUMENTS, ...(secretsKeyArn ? [] : ["encryption_config"])],
      },
    });
  }
}
