import { type Conditions, type PolicyDocument, policyDocument } from "./policy-document";

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
