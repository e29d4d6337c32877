import { nodeRoleName } from "../../../identity/role-names";
import { error, type KeyPath, type Problem } from "../../problem";
import type { EC2NodeClassSpec } from "../objects";

/** Rules for what nodes may do in AWS: `role` or `instanceProfile`, and which role. */
export function identityRules(
  { role, instanceProfile }: EC2NodeClassSpec,
  clusterName: string,
  path: KeyPath,
): Problem[] {
  if (role === undefined) return [];
  if (instanceProfile !== undefined) {
    return [error([...path, "role"], "'role' and 'instanceProfile' exclude each other; keep one of them")];
  }
  const needed = nodeRoleName(clusterName);
  if (role === needed) return [];
  return [
    error(
      [...path, "role"],
      `Karpenter's policy lets it pass ${needed} only, and '${role}' was given; leave the key out, or name an instance profile that holds ${needed} under instanceProfile`,
    ),
  ];
}
