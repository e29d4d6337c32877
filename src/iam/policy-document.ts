/** Condition operator → condition key → wanted value, or any of the wanted values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Who a statement is about: everyone, or principals by kind. */
export type Principal = "*" | Readonly<Partial<Record<"AWS" | "Federated" | "Service", string | readonly string[]>>>;

/** One statement, with the keys that IAM's own grammar has. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  /** Needed in trust and resource policies, not allowed in identity policies. */
  readonly Principal?: Principal;
  readonly Action: string | readonly string[];
  /** Needed everywhere but in trust policies. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: Conditions;
}

/** An IAM policy, trust policy or resource policy. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}

/** A document of the current policy language version. */
export function policyDocument(...statements: Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/**
 * The document as the JSON text that AWS takes, keys in the order in which they were written.
 *
 * Plain `JSON.stringify`, because CDKTF's tokens survive it in values and in keys (a trust policy has the OIDC issuer in
 * its condition keys). `Fn.jsonencode` gets such keys wrong.
 */
export function policyJson(document: PolicyDocument): string {
  return JSON.stringify(document);
}
