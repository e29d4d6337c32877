import assert from "node:assert/strict";
import type { StackJson } from "../../testing/terraform-prepare";
import type { AwsClient } from "../aws-client";
import type { ClusterSpec } from "../product";

/** What DescribeCluster tells of a cluster, as far as it is looked at. */
export interface DescribedCluster {
  readonly arn: string;
  readonly status: string;
  readonly version: string;
  readonly endpoint: string;
  readonly certificateAuthority: { readonly data: string };
  readonly identity: { readonly oidc: { readonly issuer: string } };
  readonly resourcesVpcConfig: {
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly clusterSecurityGroupId: string;
    readonly endpointPublicAccess: boolean;
    readonly endpointPrivateAccess: boolean;
    readonly publicAccessCidrs: readonly string[];
  };
  readonly logging: {
    readonly clusterLogging: readonly { readonly types: readonly string[]; readonly enabled: boolean }[];
  };
  readonly encryptionConfig: readonly {
    readonly resources: readonly string[];
    readonly provider: { readonly keyArn: string };
  }[];
  readonly health: { readonly issues: readonly HealthIssue[] };
  readonly accessConfig: { readonly authenticationMode: string };
  readonly upgradePolicy: { readonly supportType: string };
  readonly kubernetesNetworkConfig: { readonly serviceIpv4Cidr: string; readonly ipFamily: string };
}

/** Something that EKS misses: a key, a role, a subnet. */
interface HealthIssue {
  readonly code: string;
  readonly resourceIds: readonly string[];
}

interface Addon {
  readonly status: string;
  readonly configurationValues?: string;
}

interface FargateProfile {
  readonly status: string;
  readonly subnets: readonly string[];
  readonly selectors: readonly { readonly namespace: string; readonly labels: Readonly<Record<string, string>> }[];
  readonly podExecutionRoleArn: string;
}

/** The control plane as AWS has it, and as the cluster file describes it. */
export async function expectControlPlane(client: AwsClient, spec: ClusterSpec): Promise<DescribedCluster> {
  const { cluster } = await client.eks<{ cluster: DescribedCluster }>("GET", `/clusters/${spec.name}`);
  const { endpoint, logging, serviceCidr, upgradePolicy } = spec.controlPlane;
  const vpc = cluster.resourcesVpcConfig;
  const enabled = cluster.logging.clusterLogging.filter(({ enabled: on }) => on).flatMap(({ types }) => types);
  assert.deepEqual(
    {
      status: cluster.status,
      version: cluster.version,
      public: vpc.endpointPublicAccess,
      private: vpc.endpointPrivateAccess,
      publicCidrs: vpc.publicAccessCidrs,
      logs: enabled.toSorted(),
      authentication: cluster.accessConfig.authenticationMode,
      support: cluster.upgradePolicy.supportType,
      services: cluster.kubernetesNetworkConfig,
      encrypted: cluster.encryptionConfig.flatMap(({ resources }) => resources),
    },
    {
      status: "ACTIVE",
      version: spec.kubernetesVersion,
      public: endpoint.public,
      private: endpoint.private,
      publicCidrs: endpoint.public ? endpoint.publicCidrs : [],
      logs: logging.types.toSorted(),
      authentication: "API",
      support: upgradePolicy.toUpperCase(),
      services: { ...cluster.kubernetesNetworkConfig, serviceIpv4Cidr: serviceCidr, ipFamily: "ipv4" },
      encrypted: spec.controlPlane.secretsEncryption.enabled ? ["secrets"] : [],
    },
    "the control plane as described",
  );
  return cluster;
}

/**
 * EKS misses nothing that the cluster needs: above all the KMS key of its secrets, without which it can't be recovered.
 * Terraform doesn't see it, for the key that is gone is no longer the one that it knows of.
 */
export async function expectHealthy(client: AwsClient, name: string): Promise<void> {
  const { cluster } = await client.eks<{ cluster: DescribedCluster }>("GET", `/clusters/${name}`);
  const missed = cluster.health.issues.map(({ code, resourceIds }) => `${code} ${resourceIds.join(", ")}`);
  assert.deepEqual(missed, [], "EKS misses nothing that the living cluster uses");
}

/**
 * The add-ons that EKS manages, each ACTIVE; CoreDNS told to run on Fargate.
 *
 * @param stacks that ask for them, as they were synthesized
 */
export async function expectManagedAddons(
  client: AwsClient,
  cluster: string,
  stacks: readonly StackJson[],
): Promise<void> {
  const { addons } = await client.eks<{ addons: string[] }>("GET", `/clusters/${cluster}/addons`);
  const wanted = stacks.flatMap(({ resource }) => Object.values(resource?.aws_eks_addon ?? {}));
  const names = wanted.map(({ addon_name: name }) => String(name));
  assert.deepEqual(addons.toSorted(), names.toSorted(), "the add-ons that EKS manages");
  for (const name of addons) {
    const { addon } = await client.eks<{ addon: Addon }>("GET", `/clusters/${cluster}/addons/${name}`);
    assert.equal(addon.status, "ACTIVE", `add-on ${name} is ACTIVE`);
    if (name !== "coredns") continue;
    const values: { computeType?: string } = JSON.parse(addon.configurationValues ?? "{}");
    assert.equal(
      values.computeType,
      "Fargate",
      "CoreDNS has computeType Fargate, without which it would wait for nodes",
    );
  }
}

/** The Fargate profiles, each ACTIVE, in the private subnets. */
export async function expectFargateProfiles(
  client: AwsClient,
  spec: ClusterSpec,
  { subnetIds, roleArn }: { subnetIds: readonly string[]; roleArn: string },
): Promise<void> {
  const profiles = await listProfiles(client, spec.name);
  const described = profiles.map(({ status, subnets, podExecutionRoleArn, selectors }) => ({
    status,
    subnets: subnets.toSorted(),
    podExecutionRoleArn,
    selectors: selectors.map(({ namespace, labels }) => ({ namespace, labels: labels ?? {} })),
  }));
  const expected = spec.fargate.profiles.map(({ selectors }) => ({
    status: "ACTIVE",
    subnets: subnetIds.toSorted(),
    podExecutionRoleArn: roleArn,
    selectors,
  }));
  assert.deepEqual(described, expected, "the Fargate profiles as described");
}

/** Who may enter the cluster: ARN → type. */
export async function accessEntries(client: AwsClient, cluster: string): Promise<ReadonlyMap<string, string>> {
  const path = `/clusters/${cluster}/access-entries`;
  const { accessEntries: arns } = await client.eks<{ accessEntries: string[] }>("GET", path);
  const entries = await Promise.all(
    arns.map(async (arn): Promise<[string, string]> => {
      const found = await client.eks<{ accessEntry: { type: string } }>("GET", `${path}/${encodeURIComponent(arn)}`);
      return [arn, found.accessEntry.type];
    }),
  );
  return new Map(entries);
}

async function listProfiles(client: AwsClient, cluster: string): Promise<FargateProfile[]> {
  const path = `/clusters/${cluster}/fargate-profiles`;
  const { fargateProfileNames: names } = await client.eks<{ fargateProfileNames: string[] }>("GET", path);
  return Promise.all(
    names.map(
      async (name) => (await client.eks<{ fargateProfile: FargateProfile }>("GET", `${path}/${name}`)).fargateProfile,
    ),
  );
}
