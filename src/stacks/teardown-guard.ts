import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Aspects, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, policyJson } from "../iam/policy-document";
import { MadeLast } from "./order";

export interface TeardownGuardProps {
  readonly clusterName: string;
  readonly clusterArn: string;
}

/**
 * Keeps a cluster while its add-ons are there, whoever wants to remove it, and from where.
 *
 * The add-ons stack attaches this policy to a role of its own, and IAM deletes no policy that is attached. All else in
 * the cluster stack goes after the policy, so nothing goes as long as it can't: otherwise the nodes of a cluster that
 * was removed too early would run on with nobody to terminate them. It takes no mistake for that; CDKTF 0.21 goes on to
 * the cluster stack when a destroy of the add-ons stack is interrupted.
 *
 * What it allows is no more than everybody who knows the cluster needs.
 */
export class TeardownGuard extends Construct {
  readonly policyArn: string;

  constructor(scope: Construct, id: string, { clusterName, clusterArn }: TeardownGuardProps) {
    super(scope, id);
    const policy = new IamPolicy(this, "Default", {
      // What whoever reads "can't delete policy" has to do. IAM can change neither: a policy that is attached would have to
      // be replaced, and so no later version of this may have other words.
      name: `${clusterName}-destroy-addons-first`,
      description: `Attached as long as cluster ${clusterName} has add-ons; IAM keeps what is attached`,
      policy: policyJson(policyDocument({ Effect: "Allow", Action: "eks:DescribeCluster", Resource: clusterArn })),
    });
    this.policyArn = policy.arn;
    Aspects.of(TerraformStack.of(this)).add(new MadeLast(policy));
  }
}
