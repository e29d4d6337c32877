import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyJson } from "../../iam/policy-document";
import { Role } from "../../iam/role";
import { type IrsaSubject, irsaTrust } from "../../iam/trust";
import { controllerRoleName } from "./names";
import { type ControllerFacts, controllerPolicies } from "./policies";

export interface ControllerRoleProps extends ControllerFacts, IrsaSubject {
  /** ARN of the policy that keeps the cluster as long as the role has it. */
  readonly teardownGuardArn: string;
  /**
   * ARN of the policy that bounds the role.
   * @default - not bounded
   */
  readonly permissionsBoundary?: string;
}

/** The role `<cluster>-karpenter` of the Karpenter controller, for its service account only. */
export class ControllerRole extends Construct {
  readonly arn: string;
  /** The role with its policies attached: Karpenter has to start after, and be gone before, all of it. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ControllerRoleProps) {
    super(scope, id);

    const role = new Role(this, "Default", {
      name: controllerRoleName(props.clusterName),
      trust: irsaTrust(props),
      partition: props.partition,
      permissionsBoundary: props.permissionsBoundary,
    });
    for (const { id: policyId, name, document } of controllerPolicies(props)) {
      const policy = new IamPolicy(this, policyId, { name, policy: policyJson(document) });
      role.attach(policyId, policy.arn);
    }
    role.attach("teardown-guard", props.teardownGuardArn);
    this.arn = role.arn;
    this.ready = role.ready;
  }
}
