import { z } from "zod";
import { type ArnKind, wrongArn } from "../../knowledge/arn";
import { PLAIN_QUANTITY } from "../../knowledge/quantity";
import { REGION_NAME } from "../../knowledge/regions";
import { wrongZone, ZONE_NAME } from "../../knowledge/zones";

/** A DNS label (RFC 1123), as Kubernetes wants it for namespaces and as part of other names. */
export const dnsLabel = z
  .string()
  .max(63, "a name of at most 63 characters is needed")
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    "lower-case letters, digits and '-' are needed, with a letter or digit at both ends",
  );

/**
 * Whether a construct can have this name. CDKTF looks for names that are taken in a plain object, which seems to have
 * `constructor`, `toString` and the like already.
 */
export function isConstructName(name: string): boolean {
  return !(name in Object.prototype);
}

/** What to say of a name that no construct can have. */
export const NO_CONSTRUCT_NAME = "CDK for Terraform keeps this name for itself; choose another";

/** A namespace, or a pattern for several: EKS takes `*` and `?` as wildcards. */
export const namespacePattern = z
  .string()
  .max(63, "at most 63 characters are possible")
  .regex(
    /^[a-z0-9*?]([-a-z0-9*?]*[a-z0-9*?])?$/,
    "a namespace is needed: lower-case letters, digits and '-', with a letter or digit at both ends; * and ? are wildcards",
  );

/** A Kubernetes resource quantity (`100`, `500m`, `1Gi`). A YAML number is taken too: limits are often written as `cpu: 100`. */
export const quantity = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => PLAIN_QUANTITY.test(text), "a Kubernetes quantity is needed, such as 100, 500m or 1Gi")
  .meta({ description: "A Kubernetes quantity, such as 100, 500m or 1Gi." });

/** The name of an availability zone. What is said of another text depends on what that is. */
export const zoneName = z.string().regex(ZONE_NAME, { error: ({ input }) => wrongZone(String(input)) });

/** The id of a subnet. */
export const subnetId = z
  .string()
  .regex(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, "the id of a subnet is needed, such as subnet-0123456789abcdef0");

/** An ARN of the given kind. What is said of another text depends on what that is. */
export function arn(kind: ArnKind) {
  return z.string().regex(kind.pattern, { error: ({ input }) => wrongArn(String(input), kind) });
}

/** Days that CloudWatch can keep logs; 0 stands for ever: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const logRetentionDays = z.literal([
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

/** Name of an AWS region. */
export const region = z.string().regex(REGION_NAME, "the name of an AWS region is needed, such as eu-central-1");
