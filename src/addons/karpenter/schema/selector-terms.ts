import { z } from "zod";

/** Why there are no Windows nodes: https://docs.aws.amazon.com/eks/latest/userguide/windows-support.html */
export const NO_WINDOWS =
  "Windows nodes can't join this cluster: they need an access entry of type EC2_WINDOWS and the VPC resource controller's Windows IPAM, which this project doesn't set up; use Linux nodes";

/** Tags that something in AWS must carry, all of them. */
const selectorTags = z
  .record(
    z.string().min(1, "a tag without a key can't be selected by"),
    z.string().min(1, "a value is needed; '*' takes any"),
  )
  .refine((tags) => Object.keys(tags).length > 0, "at least one tag is needed: none at all would select everything")
  .refine((tags) => Object.keys(tags).length <= 20, "at most 20 tags are possible");

const MAX_TERMS = "at most 30 terms are possible";

const accountId = z.string().regex(/^[0-9]{12}$/, "twelve digits in quotes are needed");

const SubnetSelectorTermSchema = z.strictObject({
  tags: selectorTags.optional().describe("Tags that the subnets carry; the value `*` takes any."),
  id: z
    .string()
    .regex(/^subnet-[0-9a-z]+$/, "the ID of a subnet is needed, such as subnet-0123456789abcdef0")
    .optional()
    .describe("ID of a subnet. Stands alone in its term."),
});

/** Which subnets nodes start in: those that match any of the terms. */
export const subnetSelectorTerms = z
  .array(SubnetSelectorTermSchema)
  .min(1, "at least one term is needed; leave the key out for the subnets of the cluster")
  .max(30, MAX_TERMS);

const SecurityGroupSelectorTermSchema = z.strictObject({
  tags: selectorTags.optional().describe("Tags that the security groups carry; the value `*` takes any."),
  id: z
    .string()
    .regex(/^sg-[0-9a-z]+$/, "the ID of a security group is needed, such as sg-0123456789abcdef0")
    .optional()
    .describe("ID of a security group. Stands alone in its term."),
  name: z
    .string()
    .min(1, "a name is needed")
    .optional()
    .describe("Name of a security group (not its `Name` tag). Stands alone in its term."),
});

/** Which security groups nodes get: those that match any of the terms. */
export const securityGroupSelectorTerms = z
  .array(SecurityGroupSelectorTermSchema)
  .min(1, "at least one term is needed; leave the key out for the security group of the cluster")
  .max(30, MAX_TERMS);

const CapacityReservationSelectorTermSchema = z.strictObject({
  tags: selectorTags.optional().describe("Tags that the reservations carry; the value `*` takes any."),
  id: z
    .string()
    .regex(/^cr-[0-9a-z]+$/, "the ID of a capacity reservation is needed, such as cr-0123456789abcdef0")
    .optional()
    .describe("ID of a capacity reservation. Stands alone in its term."),
  ownerID: accountId.optional().describe("Account that owns the reservations."),
  instanceMatchCriteria: z
    .enum(["open", "targeted"])
    .optional()
    .describe("Whether the reservations take any matching instance, or only those that ask for them."),
});

/** Which capacity reservations nodes may use: those that match any of the terms. */
export const capacityReservationSelectorTerms = z
  .array(CapacityReservationSelectorTermSchema)
  .min(1, "at least one term is needed; leave the key out for none")
  .max(30, MAX_TERMS);

/** An alias of an AMI that AWS publishes for EKS: `family@version`. */
export const amiAlias = z
  .string()
  .max(30, "at most 30 characters are possible")
  .regex(/^[a-zA-Z0-9]+@[^@\n]+$/, "an alias of the form family@version is needed, such as al2023@v20260101")
  .refine((alias) => !/^windows20\d\d@/.test(alias), NO_WINDOWS)
  .refine(
    (alias) => /^(al2|al2023|bottlerocket|windows20\d\d)(@|$)/.test(alias),
    "the family must be al2, al2023 or bottlerocket",
  );

const AmiSelectorTermSchema = z.strictObject({
  alias: amiAlias
    .optional()
    .describe(
      "Alias of an EKS AMI (`family@version`). Stands alone, and is the only term then. The long form of `amiAlias`.",
    ),
  tags: selectorTags.optional().describe("Tags that the AMIs carry; the value `*` takes any."),
  id: z
    .string()
    .regex(/^ami-[0-9a-z]+$/, "the ID of an AMI is needed, such as ami-0123456789abcdef0")
    .optional()
    .describe("ID of an AMI. Stands alone in its term."),
  name: z
    .string()
    .min(1, "a name is needed")
    .optional()
    .describe("Name of the AMIs (not their `Name` tag); `*` is a wildcard."),
  owner: z
    .string()
    .regex(
      /^(\d{12}|self|amazon|aws-marketplace|aws-backup-vault)$/,
      "an account number of twelve digits in quotes, self, amazon or aws-marketplace is needed",
    )
    .optional()
    .describe("Owner of the AMIs: an account number in quotes, `self`, `amazon` or `aws-marketplace`."),
  ssmParameter: z
    .string()
    .regex(
      /^((arn:aws[a-z-]*:ssm:[a-z0-9-]+:(\d{12})?:parameter)?(\/[\w.-]+)+|[\w.-]+)(:[\w.-]+)?$/,
      "the name or ARN of a parameter is needed, such as /images/node",
    )
    .optional()
    .describe(
      "Name or ARN of the SSM parameter that holds the ID of an AMI. Karpenter may read this parameter, wherever it is.",
    ),
});

/** Which AMIs nodes start from: those that match any of the terms. */
export const amiSelectorTerms = z
  .array(AmiSelectorTermSchema)
  .min(1, "at least one term is needed; leave the key out and use amiAlias instead")
  .max(30, MAX_TERMS);
