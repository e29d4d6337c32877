import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../src/addons/cluster-file";
import { resource, resources, synthesizeCluster } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";

type ControlPlaneInput = NonNullable<ClusterInput["controlPlane"]>;

function synthesize(controlPlane: ControlPlaneInput = {}, more: Partial<ClusterInput> = {}) {
  return synthesizeCluster({ controlPlane, ...more }).cluster;
}

function eksCluster(controlPlane: ControlPlaneInput = {}) {
  return resource(synthesize(controlPlane), "aws_eks_cluster");
}

describe("ControlPlane", () => {
  it("defaults", () => {
    expect(eksCluster()).toMatchObject({
      name: "sandbox",
      version: "1.36",
      role_arn: reference("aws_iam_role.cluster_role.arn"),
      bootstrap_self_managed_addons: false,
      access_config: { authentication_mode: "API", bootstrap_cluster_creator_admin_permissions: true },
      vpc_config: {
        endpoint_public_access: true,
        endpoint_private_access: true,
        public_access_cidrs: ["0.0.0.0/0"],
        subnet_ids: ["a", "b"].map((zone) => reference(`aws_subnet.network_private-eu-central-1${zone}.id`)),
      },
      kubernetes_network_config: { ip_family: "ipv4", service_ipv4_cidr: "172.20.0.0/16" },
      encryption_config: {
        provider: { key_arn: reference("aws_kms_key.cluster_secrets-key.arn") },
        resources: ["secrets"],
      },
      enabled_cluster_log_types: ["api", "audit", "authenticator"],
      upgrade_policy: { support_type: "EXTENDED" },
      zonal_shift_config: { enabled: false },
      deletion_protection: false,
    });
  });

  it("always says whether its creator may administer it", () => {
    const admins = ["arn:aws:iam::111122223333:role/admin"];
    expect(eksCluster({ access: { creatorAdmin: false, admins } }).access_config).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
  });

  it("passes on what is set", () => {
    expect(
      eksCluster({
        endpoint: { publicCidrs: ["203.0.113.0/24"] },
        logging: { types: [] },
        serviceCidr: "10.100.0.0/16",
        upgradePolicy: "standard",
        zonalShift: true,
        deletionProtection: true,
      }),
    ).toMatchObject({
      vpc_config: { public_access_cidrs: ["203.0.113.0/24"] },
      enabled_cluster_log_types: [],
      kubernetes_network_config: { service_ipv4_cidr: "10.100.0.0/16" },
      upgrade_policy: { support_type: "STANDARD" },
      zonal_shift_config: { enabled: true },
      deletion_protection: true,
    });
  });

  it("overrides EKS's upgrade insights only when asked to", () => {
    expect(eksCluster({})).not.toHaveProperty("force_update_version");
    expect(eksCluster({ forceUpdate: true }).force_update_version).toBe(true);
  });

  it("leaves out the ranges of a public endpoint that is closed", () => {
    expect(eksCluster({ endpoint: { public: false } }).vpc_config).not.toHaveProperty("public_access_cidrs");
  });

  it("makes the log group itself, with an end to its retention, before the cluster", () => {
    const stack = synthesize({ logging: { retentionDays: 30 } });
    expect(resource(stack, "aws_cloudwatch_log_group")).toEqual({
      name: "/aws/eks/sandbox/cluster",
      retention_in_days: 30,
    });
    expect(resource(stack, "aws_eks_cluster").depends_on).toContain("aws_cloudwatch_log_group.cluster_logs");
  });

  it("has an OIDC provider for STS, without a thumbprint", () => {
    expect(resource(synthesize(), "aws_iam_openid_connect_provider")).toEqual({
      url: reference("aws_eks_cluster.cluster.identity[0].oidc[0].issuer"),
      client_id_list: ["sts.amazonaws.com"],
    });
  });

  it("tags the cluster's security group, and no other, for discovery", () => {
    const stack = synthesize();
    expect(resource(stack, "aws_ec2_tag")).toEqual({
      resource_id: reference("aws_eks_cluster.cluster.vpc_config[0].cluster_security_group_id"),
      key: "karpenter.sh/discovery",
      value: "sandbox",
    });
    expect(resources(stack, "aws_security_group")).toEqual({});
  });
});

describe("what EKS can't change", () => {
  const ignored = (controlPlane: ControlPlaneInput = {}) =>
    (eksCluster(controlPlane).lifecycle as { ignore_changes: string[] }).ignore_changes;

  it("defaults: isn't tried, nor is what EKS doesn't tell of a cluster that was imported", () => {
    expect(ignored()).toEqual([
      "access_config[0].bootstrap_cluster_creator_admin_permissions",
      "bootstrap_self_managed_addons",
      "kubernetes_network_config[0].service_ipv4_cidr",
    ]);
  });

  it("lets the encryption of secrets be turned on, not off", () => {
    expect(ignored()).not.toContain("encryption_config");
    expect(ignored({ secretsEncryption: { enabled: false } })).toContain("encryption_config");
  });
});

describe("SecretsKey", () => {
  it("defaults: a key that is rotated, with an alias", () => {
    const stack = synthesize();
    expect(resource(stack, "aws_kms_key")).toEqual({
      description: "Kubernetes secrets of EKS cluster sandbox",
      enable_key_rotation: true,
      deletion_window_in_days: 30,
    });
    expect(resource(stack, "aws_kms_alias")).toMatchObject({ name: "alias/eks/sandbox" });
  });

  it("isn't made when another key is given; the cluster's role may use that one", () => {
    const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const stack = synthesize({ secretsEncryption: { keyArn } });
    expect(resources(stack, "aws_kms_key")).toEqual({});
    expect(resource(stack, "aws_eks_cluster").encryption_config).toMatchObject({ provider: { key_arn: keyArn } });
    expect(JSON.parse(String(resource(stack, "aws_iam_role_policy").policy)).Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:ListGrants"],
        Resource: keyArn,
      },
    ]);
  });

  it("isn't made when secrets are not to be encrypted with a key", () => {
    const stack = synthesize({ secretsEncryption: { enabled: false } });
    expect(resource(stack, "aws_eks_cluster")).not.toHaveProperty("encryption_config");
    expect(["aws_kms_key", "aws_kms_alias", "aws_iam_role_policy"].map((type) => resources(stack, type))).toEqual([
      {},
      {},
      {},
    ]);
  });
});
