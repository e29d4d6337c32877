/** An attribute that a later version of a provider brought. */
export interface NewerAttribute {
  /** Local name of the provider. */
  readonly provider: string;
  /** Type of the resource. */
  readonly type: string;
  /** Terraform's name of the attribute, or block, at the resource's top level. */
  readonly attribute: string;
  /** First version of the provider that knows it. */
  readonly since: string;
}

/**
 * What is taken out of a stack before an older provider than the pinned one checks it. An entry for each attribute that
 * this project sets and that the oldest provider in use for the checks (AWS 5.100) rejects; versions from the provider's
 * changelog.
 */
export const NEWER_ATTRIBUTES: readonly NewerAttribute[] = [
  { provider: "aws", type: "aws_eks_cluster", attribute: "deletion_protection", since: "6.9.0" },
];
