import type { World } from "../world";

/** Makes roles that a description names: EKS takes an access entry only for somebody who exists. */
export async function makeRoles({ client }: World, names: readonly string[]): Promise<void> {
  const trust = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
  for (const RoleName of names) await client.query("iam", "CreateRole", { RoleName, AssumeRolePolicyDocument });
}

export async function removeRoles({ client }: World, names: readonly string[]): Promise<void> {
  for (const RoleName of names) await client.query("iam", "DeleteRole", { RoleName });
}
