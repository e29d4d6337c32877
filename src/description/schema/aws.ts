import { z } from "zod";
import { BOUNDARY_ARN, ROLE_ARN } from "../../knowledge/arn";
import { impossible, inPlace, replacement } from "./change";
import { arn } from "./common";

/** In which account, and as whom, Terraform works. */
export const AwsSchema = z.strictObject({
  accountId: z
    .string()
    .regex(/^\d{12}$/, "twelve digits are needed; quote them, for a leading zero would get lost")
    .optional()
    .describe("Account that the cluster belongs to. Terraform refuses to work in any other (`allowed_account_ids`).")
    .meta({ change: impossible("only to write down the account that it is in changes nothing") }),
  roleArn: arn(ROLE_ARN)
    .optional()
    .describe("Role that Terraform assumes, and that `aws eks get-token` assumes to reach the cluster.")
    .meta({
      change: inPlace(
        "a role that didn't make the cluster needs AmazonEKSClusterAdminPolicy under `controlPlane.access.entries`, in the same deploy",
      ),
    }),
  planRoleArn: arn(ROLE_ARN)
    .optional()
    .describe(
      "Role that Terraform assumes in place of `roleArn` where the variable `as_plan_role` is true: for plans of pull requests. It gets an access entry with `AmazonEKSAdminViewPolicy` because Helm keeps its releases in secrets; in AWS it needs to read, and no more.",
    )
    .meta({
      change: replacement("in place; the role's access entry is replaced", [
        "aws_eks_access_entry.cluster_access_*",
        "aws_eks_access_policy_association.cluster_access_*",
      ]),
    }),
  permissionsBoundary: arn(BOUNDARY_ARN)
    .optional()
    .describe("ARN of the policy that bounds every role made here: one of the account, or one that AWS manages."),
});
