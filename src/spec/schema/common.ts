import { z } from "zod";

/** A DNS label (RFC 1123), as Kubernetes wants it for namespaces and as part of other names. */
export const dnsLabel = z
  .string()
  .max(63, "a name of at most 63 characters is needed")
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    "lower-case letters, digits and '-' are needed, with a letter or digit at both ends",
  );

/** A Kubernetes resource quantity (`100`, `500m`, `1Gi`). A YAML number is taken too: limits are often written as `cpu: 100`. */
export const quantity = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine(
    (text) => /^\d+(\.\d+)?(m|k|Ki|[MGTPE]i?)?$/.test(text),
    "a Kubernetes quantity is needed, such as 100, 500m or 1Gi",
  )
  .meta({ description: "A Kubernetes quantity, such as 100, 500m or 1Gi." });

/** What names of IAM roles, users and policies, with their paths, are made of. */
export const IAM_NAME = "[\\w+=,.@/-]+";

/** An ARN of the given service, in any partition; `resource` is a regular expression for all of its last part. */
export function arn(service: string, resource: string, example: string) {
  return z
    .string()
    .regex(
      new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:\\d{12}:${resource}$`),
      `an ARN is needed, such as ${example}`,
    );
}

/** ARN of an IAM role. */
export const roleArn = arn("iam", `role/${IAM_NAME}`, "arn:aws:iam::111122223333:role/deployer");

/** Name of an AWS region. */
export const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "the name of an AWS region is needed, such as eu-central-1");
