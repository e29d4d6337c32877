import { z } from "zod";
import { ACCESS_POLICIES, wrongAccessPolicy } from "../../knowledge/access-policies";
import { KEY_ARN, PRINCIPAL_ARN } from "../../knowledge/arn";
import { impossible, inPlace, replacement, restart } from "./change";
import { arn, logRetentionDays, namespacePattern, subnetId, zoneName } from "./common";

const principalArn = arn(PRINCIPAL_ARN);

const privateAccess = replacement("a rule of the cluster's security group is made or removed; nothing restarts", [
  "aws_vpc_security_group_ingress_rule.cluster_private-access_*",
]);

const EndpointSchema = z.strictObject({
  public: z.boolean().default(true).describe("Whether the API server can be reached from the internet."),
  private: z
    .boolean()
    .default(true)
    .describe("Whether the API server can be reached from within the VPC by an address of its own."),
  publicCidrs: z
    .array(z.cidrv4("an IPv4 range is needed, such as 203.0.113.0/24"))
    .min(1, "at least one range is needed; to close the public endpoint, set controlPlane.endpoint.public to false")
    .max(40, "EKS takes at most 40 ranges")
    .default(["0.0.0.0/0"])
    .describe("Ranges from which the public endpoint may be reached."),
  privateCidrs: z
    .array(z.cidrv4("an IPv4 range is needed, such as 10.20.0.0/16"))
    .max(50, "a security group takes 60 rules, some of which EKS needs; keep to 50 ranges")
    .default([])
    .describe(
      "Ranges from which the private endpoint may be reached, beside nodes and Fargate pods: those of a VPN, of a peered network, or of where the add-ons stack is deployed from. They may reach port 443 of whatever has the cluster's security group, and nodes share it.",
    )
    .meta({ change: privateAccess }),
  privateSecurityGroupIds: z
    .array(
      z.string().regex(/^sg-[0-9a-f]{8,17}$/, "the id of a security group is needed, such as sg-0123456789abcdef0"),
    )
    .max(50, "a security group takes 60 rules, some of which EKS needs; keep to 50 groups")
    .default([])
    .describe(
      "Security groups whose members may reach the private endpoint, as `privateCidrs` may: groups of this VPC, made after it, or of a VPC that is peered with it in the same region.",
    )
    .meta({ change: privateAccess }),
});

const LoggingSchema = z.strictObject({
  types: z
    .array(z.enum(["api", "audit", "authenticator", "controllerManager", "scheduler"]))
    .default(["api", "audit", "authenticator"])
    .describe("Kinds of control-plane logs that go to CloudWatch. An empty list turns them off."),
  retentionDays: logRetentionDays.default(90).describe("Days that CloudWatch keeps the logs; 0 keeps them for ever."),
});

const SecretsEncryptionSchema = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe(
      "Whether Kubernetes secrets are encrypted with a KMS key of yours. It can be turned on later; it can't be turned off, nor the key changed.",
    )
    .meta({
      change: impossible("only turning it on is possible, in place (EKS then encrypts what is there)"),
    }),
  keyArn: arn(KEY_ARN)
    .optional()
    .describe("ARN of a KMS key that exists. Left out, a key is made (and rotated each year).")
    .meta({ change: impossible() }),
  deletionWindowDays: z
    .int()
    .min(7)
    .max(30)
    .default(30)
    .describe("Days that a key made here can still be rescued after the cluster is destroyed.")
    .meta({ change: inPlace() }),
});

const AccessPolicySchema = z.strictObject({
  policy: z
    .enum(ACCESS_POLICIES, { error: ({ input }) => wrongAccessPolicy(String(input ?? "")) })
    .describe("Name of an EKS access policy, such as `AmazonEKSEditPolicy`."),
  namespaces: z
    .array(namespacePattern)
    .min(1, "at least one namespace is needed; leave the key out for the whole cluster")
    .optional()
    .describe("Namespaces that the policy covers; `*` and `?` are wildcards. Left out, it covers the whole cluster."),
});

/** https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html */
const userName = z
  .string()
  .min(1, "a user name is needed; leave the key out for the one that EKS derives from the ARN")
  .regex(
    /^(?!(system|eks|aws|amazon|iam):)/,
    "EKS refuses user names that begin with system:, eks:, aws:, amazon: or iam:; choose another, or leave the key out",
  )
  .refine(
    (name) => !/^[^:]*\{\{SessionName(Raw)?\}\}/.test(name),
    "EKS wants a colon somewhere before {{SessionName}} and {{SessionNameRaw}}; write, for example, team:{{SessionName}}",
  );

/** EKS refuses groups of Kubernetes' own: https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2915 */
const group = z
  .string()
  .min(1, "the name of a group is needed")
  .regex(/^(?!system:)/, {
    error: ({ input }) =>
      input === "system:masters"
        ? "EKS refuses groups that begin with system:; for all rights, put the principal under controlPlane.access.admins"
        : "EKS refuses groups that begin with system:; bind a group of your own to the role that is wanted",
  });

const AccessEntrySchema = z.strictObject({
  principalArn: principalArn.describe("IAM role or user."),
  userName: userName.optional().describe("User name in Kubernetes. Left out, EKS derives one from the ARN."),
  kubernetesGroups: z
    .array(group)
    .default([])
    .describe("Groups in Kubernetes, for RBAC rules of your own. None that begins with `system:`."),
  policies: z.array(AccessPolicySchema).default([]).describe("EKS access policies."),
});

const AccessSchema = z.strictObject({
  creatorAdmin: z
    .boolean()
    .default(true)
    .describe(
      "Whether whoever creates the cluster may administer it. With `false`, name the deploying role under `admins`, or nobody can enter. It can't be changed later.",
    )
    .meta({ change: impossible("add or remove people under `admins` and `entries`") }),
  admins: z
    .array(principalArn)
    .default([])
    .describe(
      "IAM roles and users with all rights (AmazonEKSClusterAdminPolicy). Leave the creator out: EKS makes that entry.",
    ),
  viewers: z
    .array(principalArn)
    .default([])
    .describe(
      "IAM roles and users that may read (AmazonEKSViewPolicy), nodes, volumes and Karpenter's resources too, but no secrets. Their group in Kubernetes is `eks-addons:viewers`; what else it may do is up to bindings of yours.",
    ),
  entries: z
    .array(AccessEntrySchema)
    .default([])
    .describe(
      "Further access entries, each with its groups and policies. A role that only plans needs `AmazonEKSAdminViewPolicy`: Helm keeps its releases in secrets.",
    ),
});

/** The EKS control plane. */
export const ControlPlaneSchema = z.strictObject({
  availabilityZones: z
    .array(zoneName)
    .min(2, "at least two availability zones are needed: EKS places its control plane in two or more")
    .optional()
    .describe(
      "Zones that the control plane was made in, at least two of `network.availabilityZones`. Left out, it is all of those. EKS keeps a control plane in its zones; nodes and Fargate may be in others too.",
    )
    .meta({ change: impossible("the zones of nodes and Fargate may grow (`network.availabilityZones`)") }),
  subnets: z
    .array(subnetId)
    .min(2, "at least two subnets are needed, in different zones: EKS places its control plane in two or more")
    .optional()
    .describe(
      "Subnets of a VPC that exists (`network.vpcId`), in two zones at least, that EKS puts the network interfaces of the control plane in. Left out, they are `network.privateSubnets`. Small ones do: each needs six free addresses.",
    )
    .meta({
      change: replacement(
        "in place; EKS takes others in exactly the zones that the control plane was made in, and a plan for other zones fails",
        ["terraform_data.network_*"],
      ),
    }),
  endpoint: EndpointSchema.prefault({}).describe("How the API server can be reached.").meta({ change: inPlace() }),
  logging: LoggingSchema.prefault({}).describe("Control-plane logs.").meta({ change: inPlace() }),
  secretsEncryption: SecretsEncryptionSchema.prefault({}).describe(
    "Encryption of Kubernetes secrets with a KMS key of yours.",
  ),
  access: AccessSchema.prefault({})
    .describe("Who may enter the cluster.")
    .meta({
      change: replacement("in place; a right that changes is revoked and granted again within seconds", [
        "aws_eks_access_entry.cluster_access_*",
        "aws_eks_access_policy_association.cluster_access_*",
        // What viewers may read is there as long as there are any.
        "helm_release.viewers",
      ]),
    }),
  serviceCidr: z
    .cidrv4("an IPv4 range is needed, such as 172.20.0.0/16")
    .default("172.20.0.0/16")
    .describe(
      "Range of the addresses of Kubernetes services: private (RFC 1918), from /12 to /24, apart from the VPC's. It can't be changed later.",
    )
    .meta({ change: impossible() }),
  deletionProtection: z
    .boolean()
    .default(false)
    .describe(
      "Whether the cluster is protected: a destroy of either stack fails at its plan, and EKS refuses to delete the cluster. To destroy it, set this to false and deploy first.",
    )
    .meta({ change: inPlace() }),
  forceUpdate: z
    .boolean()
    .default(false)
    .describe(
      "Whether EKS upgrades the Kubernetes version in spite of what its upgrade insights found. Set it for the one deploy that needs it, when you know why the finding doesn't hold, and take it out again.",
    )
    .meta({ change: inPlace() }),
  upgradePolicy: z
    .enum(["standard", "extended"])
    .default("extended")
    .describe(
      "At the end of a Kubernetes version's standard support, `standard` lets EKS upgrade the cluster, `extended` keeps it (and costs more).",
    )
    .meta({ change: inPlace() }),
  zonalShift: z
    .boolean()
    .default(false)
    .describe("Whether ARC zonal shift may move traffic out of an impaired zone. Karpenter then heeds it too.")
    .meta({ change: restart("Karpenter's pods restart") }),
});
