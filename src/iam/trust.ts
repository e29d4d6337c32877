import { type Conditions, type PolicyDocument, policyDocument } from "./policy-document";

/** A service account, and the OIDC provider that vouches for it. */
export interface IrsaSubject {
  /** ARN of the IAM OIDC provider of the cluster. */
  readonly oidcProviderArn: string;
  /** The cluster's OIDC issuer as host and path, without `https://`: that is how IAM spells its condition keys. */
  readonly oidcIssuer: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * Trust policy of a role for one service account (IRSA): no other service account, namespace or cluster may assume it.
 *
 * Both the subject and the audience are compared as a whole. A pattern, or a subject without an audience, would also admit tokens
 * that were made for something else.
 */
export function irsaTrust(subject: IrsaSubject): PolicyDocument {
  return policyDocument({
    Effect: "Allow",
    Principal: { Federated: subject.oidcProviderArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [`${subject.oidcIssuer}:sub`]: `system:serviceaccount:${subject.namespace}:${subject.serviceAccount}`,
        [`${subject.oidcIssuer}:aud`]: "sts.amazonaws.com",
      },
    },
  });
}

/**
 * Trust policy of a role that an AWS service assumes.
 *
 * @param service Service principal, such as `eks.amazonaws.com`. Those of EC2 and EKS are the same in every partition, whatever its
 * DNS suffix: the European Sovereign Cloud refuses `ec2.amazonaws.eu` (https://github.com/pulumi/pulumi-eks/issues/2341; Terraform's
 * data source aws_service_principal has the exceptions of other services).
 * @param condition When the service may assume it, such as only on behalf of certain resources.
 */
export function serviceTrust(service: string, condition?: Conditions): PolicyDocument {
  return policyDocument({
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(condition ? { Condition: condition } : {}),
  });
}
