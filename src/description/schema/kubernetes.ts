import { z } from "zod";
import { CRD_QUANTITY } from "../../knowledge/quantity";

/** Kubernetes' form of a qualified name (`prefix/name`), as the CRDs of Karpenter spell it. */
const QUALIFIED_NAME =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*(\/))?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** Kubernetes takes a DNS subdomain of up to 253 characters before the slash and 63 characters behind it. */
function hasQualifiedLength(text: string): boolean {
  const slash = text.indexOf("/");
  return slash <= 253 && text.length - slash - 1 <= 63;
}

/** A key of labels, taints and requirements: an optional DNS prefix and a name. */
export const qualifiedName = z
  .string()
  .regex(QUALIFIED_NAME, "a name such as team or example.com/team is needed")
  .refine(hasQualifiedLength, "at most 253 characters before the '/' and 63 behind it are possible");

/** The value of a label; it may be empty. */
export const labelValue = z
  .string()
  .max(63, "at most 63 characters are possible")
  .regex(
    /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
    "letters, digits, '-', '_' and '.' are needed, with a letter or digit at both ends",
  );

/** Labels of an object in Kubernetes. */
export const labels = z.record(qualifiedName, labelValue);

/** Annotations of an object in Kubernetes: keys like those of labels, any text as value. */
export const annotations = z.record(
  z
    .string()
    .refine(
      (key) => QUALIFIED_NAME.test(key.toLowerCase()) && hasQualifiedLength(key),
      "a key such as note or example.com/note is needed",
    ),
  z.string(),
);

/**
 * Name of a node pool or node class. Both end up as values of node labels (`karpenter.sh/nodepool`,
 * `karpenter.k8s.aws/ec2nodeclass`), hence 63 characters where Kubernetes would take 253.
 */
export const objectName = z
  .string()
  .max(63, "a name of at most 63 characters is needed: it becomes a label of each node")
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    "lower-case letters, digits, '-' and '.' are needed, with a letter or digit at both ends",
  );

const QUANTITY_NEEDED = "a whole number or a Kubernetes quantity in quotes is needed, such as 100, '1.5' or 400Gi";

/** A quantity where the API server takes a whole number too: `100`, `"1.5"`, `400Gi`. */
export const intOrQuantity = z.union([z.int(), z.string().regex(CRD_QUANTITY, QUANTITY_NEEDED)], QUANTITY_NEEDED);

/**
 * An optional key whose default is filled in later: by the expansion of short forms or by the API server.
 * The parsed description tells what was written from what was not, and the JSON schema still names the default.
 */
export function defaulted<T extends z.ZodType>(schema: T, value: unknown, description: string) {
  return schema.optional().meta({ description, default: value });
}
