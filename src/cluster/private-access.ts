import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { ClusterSpec } from "../description/cluster-spec";

export interface PrivateAccessProps {
  /** The cluster's own security group, which admits only its members. */
  readonly securityGroupId: string;
  readonly endpoint: ClusterSpec["controlPlane"]["endpoint"];
}

/**
 * Who may reach the private endpoint, beside nodes and Fargate pods:
 * https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 */
export class PrivateAccess extends Construct {
  constructor(scope: Construct, id: string, { securityGroupId, endpoint }: PrivateAccessProps) {
    super(scope, id);
    const https = { securityGroupId, ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    for (const cidrIpv4 of endpoint.privateCidrs) {
      new VpcSecurityGroupIngressRule(this, cidrIpv4.replace("/", "-"), {
        ...https,
        cidrIpv4,
        description: "Kubernetes API",
      });
    }
    for (const referencedSecurityGroupId of endpoint.privateSecurityGroupIds) {
      new VpcSecurityGroupIngressRule(this, referencedSecurityGroupId, {
        ...https,
        referencedSecurityGroupId,
        description: "Kubernetes API",
      });
    }
  }
}
