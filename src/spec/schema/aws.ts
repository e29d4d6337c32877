import { z } from "zod";
import { BOUNDARY_ARN, ROLE_ARN } from "../../knowledge/arn";
import { arn } from "./common";

/** In which account, and as whom, Terraform works. */
export const AwsSchema = z.strictObject({
  accountId: z
    .string()
    .regex(/^\d{12}$/, "twelve digits are needed; quote them, for a leading zero would get lost")
    .optional()
    .describe("Account that the cluster belongs to. Terraform refuses to work in any other (`allowed_account_ids`)."),
  roleArn: arn(ROLE_ARN)
    .optional()
    .describe("Role that Terraform assumes, and that `aws eks get-token` assumes to reach the cluster."),
  permissionsBoundary: arn(BOUNDARY_ARN)
    .optional()
    .describe("ARN of the policy that bounds every role made here: one of the account, or one that AWS manages."),
});
