import { z } from "zod";
import { ACCESS_POLICIES, wrongAccessPolicy } from "../../knowledge/access-policies";
import { KEY_ARN, PRINCIPAL_ARN } from "../../knowledge/arn";
import { arn, namespacePattern } from "./common";

const principalArn = arn(PRINCIPAL_ARN);

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
});

const LoggingSchema = z.strictObject({
  types: z
    .array(z.enum(["api", "audit", "authenticator", "controllerManager", "scheduler"]))
    .default(["api", "audit", "authenticator"])
    .describe("Kinds of control-plane logs that go to CloudWatch. An empty list turns them off."),
  retentionDays: z
    .literal([
      0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ])
    .default(90)
    .describe("Days that CloudWatch keeps the logs; 0 keeps them for ever."),
});

const SecretsEncryptionSchema = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe(
      "Whether Kubernetes secrets are encrypted with a KMS key of yours. It can't be turned off, nor the key changed, on a living cluster.",
    ),
  keyArn: arn(KEY_ARN)
    .optional()
    .describe("ARN of a KMS key that exists. Left out, a key is made (and rotated each year)."),
  deletionWindowDays: z
    .int()
    .min(7)
    .max(30)
    .default(30)
    .describe("Days that a key made here can still be rescued after the cluster is destroyed."),
});

const AccessPolicySchema = z.strictObject({
  policy: z
    .enum(ACCESS_POLICIES, { error: ({ input }) => wrongAccessPolicy(String(input ?? "")) })
    .describe("Name of an EKS access policy, such as `AmazonEKSEditPolicy`."),
  namespaces: z
    .array(namespacePattern)
    .min(1, "at least one namespace is needed; leave the key out for the whole cluster")
    .optional()
    .describe("Namespaces that it is good for; `*` and `?` are wildcards. Left out, it is good for the whole cluster."),
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
    (name) => !/^[^:]*\{\{SessionName\}\}/.test(name),
    "EKS wants a colon somewhere before {{SessionName}}; write, for example, team:{{SessionName}}",
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
    ),
  admins: z
    .array(principalArn)
    .default([])
    .describe(
      "IAM roles and users with all rights (AmazonEKSClusterAdminPolicy). Leave the creator out: EKS makes that entry.",
    ),
  viewers: z
    .array(principalArn)
    .default([])
    .describe("IAM roles and users that may read everything but secrets (AmazonEKSViewPolicy)."),
  entries: z
    .array(AccessEntrySchema)
    .default([])
    .describe(
      "Further access entries, each with its groups and policies. A role that only plans needs `AmazonEKSAdminViewPolicy`: Helm keeps its releases in secrets.",
    ),
});

/** The EKS control plane. */
export const ControlPlaneSchema = z.strictObject({
  endpoint: EndpointSchema.prefault({}).describe("How the API server can be reached."),
  logging: LoggingSchema.prefault({}).describe("Control-plane logs."),
  secretsEncryption: SecretsEncryptionSchema.prefault({}).describe(
    "Encryption of Kubernetes secrets with a KMS key of yours.",
  ),
  access: AccessSchema.prefault({}).describe("Who may enter the cluster."),
  serviceCidr: z
    .cidrv4("an IPv4 range is needed, such as 172.20.0.0/16")
    .default("172.20.0.0/16")
    .describe(
      "Range of the addresses of Kubernetes services: private (RFC 1918), from /12 to /24, apart from the VPC's. It can't be changed later.",
    ),
  deletionProtection: z
    .boolean()
    .default(false)
    .describe(
      "Whether EKS refuses to delete the cluster. `cdktf destroy` then needs this set to false and deployed first.",
    ),
  upgradePolicy: z
    .enum(["standard", "extended"])
    .default("extended")
    .describe(
      "At the end of a Kubernetes version's standard support, `standard` lets EKS upgrade the cluster, `extended` keeps it (and costs more).",
    ),
  zonalShift: z
    .boolean()
    .default(false)
    .describe("Whether ARC zonal shift may move traffic out of an impaired zone. Karpenter then heeds it too."),
});
