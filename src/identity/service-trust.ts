import { type Conditions, type PolicyDocument, policyDocument } from "./policy-document";

/**
 * Trust policy of a role that an AWS service assumes.
 *
 * @param service Service principal, such as `eks.amazonaws.com`. EC2's ends in the partition's DNS suffix (`ec2.amazonaws.com.cn` in
 * China), those of EKS are the same everywhere.
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
