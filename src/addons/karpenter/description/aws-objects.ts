import type { ParsedNodeClass } from "../schema/node-class";

/** A KMS key as a description names it: by ARN, by ID, or by an alias in this account or in another. */
export type NamedKey =
  | { readonly arn: string }
  | { readonly id: string }
  | { readonly alias: string; readonly accountId?: string };

/** Objects in AWS that node classes name, and that Karpenter's controller needs a permission of its own for. */
export interface NamedObjects {
  /** SSM parameters that hold AMIs, as names with a leading `/` or as ARNs. Those that AWS publishes are left out. */
  readonly parameters: readonly string[];
  /** KMS keys that encrypt volumes. Those that AWS manages are left out, for they admit the whole account. */
  readonly keys: readonly NamedKey[];
  /** ARNs of roles in instance profiles of the user's own. */
  readonly roleArns: readonly string[];
}

/** What the node classes name, each once. */
export function namedObjects(nodeClasses: readonly ParsedNodeClass[]): NamedObjects {
  const terms = nodeClasses.flatMap(({ amiSelectorTerms = [] }) => amiSelectorTerms);
  const volumes = nodeClasses.flatMap(({ blockDeviceMappings = [] }) => blockDeviceMappings);
  return {
    parameters: once(terms.flatMap(({ ssmParameter }) => ssmParameter ?? []).flatMap(parameterOf)),
    keys: once(volumes.flatMap(({ ebs }) => ebs?.kmsKeyID ?? [])).flatMap(keyOf),
    roleArns: once(nodeClasses.flatMap(({ instanceProfileRoleArn }) => instanceProfileRoleArn ?? [])),
  };
}

function parameterOf(given: string): string[] {
  const isArn = given.startsWith("arn:");
  // A version or a label may follow the name, and isn't part of it for IAM.
  const plain = isArn ? given.replace(/(:parameter\/[^:]*):.*$/, "$1") : given.replace(/:.*$/, "");
  if (/^(arn:.*:parameter)?\/aws\/service\//.test(plain)) return [];
  return [isArn || plain.startsWith("/") ? plain : `/${plain}`];
}

function keyOf(given: string): NamedKey[] {
  if (!given.startsWith("arn:")) {
    if (!given.startsWith("alias/")) return [{ id: given }];
    return given.startsWith("alias/aws/") ? [] : [{ alias: given }];
  }
  const [accountId, resource = ""] = given.split(":").slice(4);
  if (!resource.startsWith("alias/")) return [{ arn: given }];
  // To IAM an alias is no resource but a trait of its key.
  return resource.startsWith("alias/aws/") ? [] : [{ alias: resource, ...(accountId && { accountId }) }];
}

function once(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** The name of a role, as it can be part of a Terraform address. */
export function roleAddress(roleArn: string): string {
  return (roleArn.split("/").at(-1) ?? "").replace(/[^\w-]+/g, "-");
}
