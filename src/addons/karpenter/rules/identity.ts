import { error, type KeyPath, type Problem } from "../../../description/problem";
import type { KarpenterContext } from "../description/context";
import { nodeRoleName } from "../names";
import type { ParsedNodeClass } from "../schema/node-class";

/** Rules for what nodes may do in AWS: `role` or `instanceProfile`, and which role. */
export function identityRules(
  { role, instanceProfile, instanceProfileRoleArn }: ParsedNodeClass,
  context: KarpenterContext,
  path: KeyPath,
): Problem[] {
  const problems =
    instanceProfileRoleArn === undefined ? [] : profileRoleProblems(instanceProfileRoleArn, context, path);
  if (instanceProfileRoleArn !== undefined && instanceProfile === undefined) {
    problems.push(
      error(
        [...path, "instanceProfileRoleArn"],
        "this is about the role in an instance profile; name the profile under instanceProfile, or drop this",
      ),
    );
  }
  if (role === undefined) return problems;
  if (instanceProfile !== undefined) {
    return [...problems, error([...path, "role"], "'role' and 'instanceProfile' exclude each other; keep one of them")];
  }
  const needed = nodeRoleName(context.clusterName);
  if (role === needed) return problems;
  return [
    ...problems,
    error(
      [...path, "role"],
      `Karpenter's policy lets it pass ${needed} only, and '${role}' was given; leave the key out, or name an instance profile of yours under instanceProfile and its role under instanceProfileRoleArn`,
    ),
  ];
}

function profileRoleProblems(roleArn: string, context: KarpenterContext, path: KeyPath): Problem[] {
  const at = [...path, "instanceProfileRoleArn"];
  const [accountId] = roleArn.split(":").slice(4);
  if (context.accountId !== undefined && accountId !== context.accountId) {
    return [
      error(
        at,
        `the role is in account ${accountId} and the cluster in ${context.accountId}; an instance profile holds a role of its own account, name that`,
        [["aws", "accountId"]],
      ),
    ];
  }
  if (roleArn.endsWith(`/${nodeRoleName(context.clusterName)}`)) {
    return [error(at, "this is the node role of the cluster, which Karpenter may pass anyway; drop the key")];
  }
  const name = roleArn.split("/").at(-1) ?? "";
  if (context.roleNames.includes(name)) {
    return [
      error(at, `${name} is a role that is made for this cluster, with other rights than nodes need; name another`),
    ];
  }
  if (context.principalArns.includes(roleArn)) {
    return [
      error(
        at,
        "the role deploys (aws), or has an access entry by controlPlane.access, and nodes need an entry of another type; name a role of the nodes alone",
        [["controlPlane", "access"], ["aws"]],
      ),
    ];
  }
  return [];
}
