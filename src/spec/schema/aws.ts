import { z } from "zod";
import { impossible } from "./change";
import { arn, IAM_NAME, roleArn } from "./common";

/** In which account, and as whom, Terraform works. */
export const AwsSchema = z.strictObject({
  accountId: z
    .string()
    .regex(/^\d{12}$/, "twelve digits are needed; quote them, for a leading zero would get lost")
    .optional()
    .describe("Account that the cluster belongs to. Terraform refuses to work in any other (`allowed_account_ids`).")
    .meta({ change: impossible("only to write down the account that it is in changes nothing") }),
  roleArn: roleArn
    .optional()
    .describe("Role that Terraform assumes, and that `aws eks get-token` assumes to reach the cluster."),
  planRoleArn: roleArn
    .optional()
    .describe(
      "Role that Terraform assumes in place of `roleArn` where the variable `as_plan_role` is true: for plans of pull requests. It gets an access entry with `AmazonEKSAdminViewPolicy`, for Helm keeps its releases in secrets; in AWS it needs to read, and no more.",
    ),
  permissionsBoundary: arn("iam", `policy/${IAM_NAME}`, "arn:aws:iam::111122223333:policy/boundary")
    .optional()
    .describe("ARN of the policy that bounds every role made here."),
});
