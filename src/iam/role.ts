import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyDocument, policyJson } from "./policy-document";

export interface RoleProps {
  /** Name in AWS, at most 64 characters. Changing it replaces the role. */
  readonly name: string;
  /** Who may assume it. */
  readonly trust: PolicyDocument;
  /** Partition of the account, such as `aws`. */
  readonly partition: string;
  /**
   * Names of AWS-managed policies, as they follow `arn:<partition>:iam::aws:policy/`.
   * @default - none
   */
  readonly managedPolicies?: readonly string[];
  /**
   * ARN of the policy that bounds the role.
   * @default - not bounded
   */
  readonly permissionsBoundary?: string;
}

/** An IAM role with its policies. */
export class Role extends Construct {
  /** Name as a reference to the role, so that what uses it comes after it. */
  readonly name: string;
  /** ARN as a reference to the role. Terraform replaces what refers to it together with the role. */
  readonly arn: string;
  readonly #dependables: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);

    // "Default" leaves no trace in a Terraform address: the role has the name of this construct.
    const role = new IamRole(this, "Default", {
      name: props.name,
      assumeRolePolicy: policyJson(props.trust),
      permissionsBoundary: props.permissionsBoundary,
    });
    this.name = role.name;
    this.arn = role.arn;
    this.#dependables.push(role);

    for (const policy of props.managedPolicies ?? []) {
      this.attach(policy, `arn:${props.partition}:iam::aws:policy/${policy}`);
    }
  }

  /** The role and its attachments. What acts as the role has to depend on all of it, or it starts, and is removed, without rights. */
  get ready(): ITerraformDependable[] {
    return [...this.#dependables];
  }

  /**
   * Attaches a policy.
   *
   * @param id Name of the policy. It becomes part of a Terraform address, so that the order of attachments doesn't matter.
   */
  attach(id: string, policyArn: string): void {
    // A path separator can't be in a construct's id ("service-role/AWSConfigRole").
    this.#dependables.push(new IamRolePolicyAttachment(this, id.replaceAll("/", "-"), { role: this.name, policyArn }));
  }
}
