import { z } from "zod";
import { impossible, inPlace, replacement, restart } from "./change";
import { arn, IAM_NAME, zoneName } from "./common";

const principalArn = arn("iam", `(role|user)/${IAM_NAME}`, "arn:aws:iam::111122223333:role/admin");

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
      "Whether Kubernetes secrets are encrypted with a KMS key of yours. It can be turned on later; it can't be turned off, nor the key changed.",
    )
    .meta({
      change: impossible("only turning it on is possible, in place (EKS then encrypts what is there)"),
    }),
  keyArn: arn("kms", "key/[\\w-]+", "arn:aws:kms:eu-central-1:111122223333:key/…")
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
    .string()
    .regex(/^AmazonEKS\w+Policy$/, "the name of an EKS access policy is needed, such as AmazonEKSViewPolicy")
    .describe("Name of an EKS access policy, such as `AmazonEKSEditPolicy`."),
  namespaces: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("Namespaces that it is good for. Left out, it is good for the whole cluster."),
});

const AccessEntrySchema = z.strictObject({
  principalArn: principalArn.describe("IAM role or user."),
  userName: z.string().min(1).optional().describe("User name in Kubernetes. Left out, EKS derives one from the ARN."),
  kubernetesGroups: z
    .array(z.string().min(1))
    .default([])
    .describe("Groups in Kubernetes, for RBAC rules of your own."),
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
  availabilityZones: z
    .array(zoneName)
    .min(2, "at least two availability zones are needed: EKS places its control plane in two or more")
    .optional()
    .describe(
      "Zones that the control plane was made in, at least two of `network.availabilityZones`. Left out, it is all of those. EKS keeps a control plane in its zones; nodes and Fargate may be in others too.",
    )
    .meta({ change: impossible("the zones of nodes and Fargate may grow (`network.availabilityZones`)") }),
  endpoint: EndpointSchema.prefault({}).describe("How the API server can be reached.").meta({ change: inPlace() }),
  logging: LoggingSchema.prefault({}).describe("Control-plane logs.").meta({ change: inPlace() }),
  secretsEncryption: SecretsEncryptionSchema.prefault({}).describe(
    "Encryption of Kubernetes secrets with a KMS key of yours.",
  ),
  access: AccessSchema.prefault({})
    .describe("Who may enter the cluster.")
    .meta({
      change: replacement("in place; a right that changes is taken away and given anew, within seconds", [
        "aws_eks_access_entry.cluster_access_*",
        "aws_eks_access_policy_association.cluster_access_*",
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
      "Whether EKS refuses to delete the cluster. `cdktf destroy` then needs this set to false and deployed first.",
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
