import { error, type KeyPath, type Problem } from "../../../description/problem";
import { partitionProblems } from "../../../description/rules/arns";
import { parseArn } from "../../../knowledge/arn";
import { partitionOf } from "../../../knowledge/regions";
import { namedObjects, roleAddress } from "../description/aws-objects";
import { type KarpenterContext, nodeClassPath } from "../description/context";
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

/**
 * Characters that the ARNs of named objects may have together. A managed policy holds 6,144, and the statements around
 * them need the rest.
 */
const ROOM_FOR_ARNS = 4_000;

/** What an ARN has beside the name in it, at most. */
const ARN_FRAME = 60;

/** Rules for parameters, keys and roles in AWS that node classes name. */
export function namedObjectRules(context: KarpenterContext): Problem[] {
  const { parameters, keys, roleArns } = namedObjects(context.nodeClasses);
  const lengths = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length + ARN_FRAME, 0);
  // A key stands in two statements.
  const needed = lengths([...parameters, ...roleArns]) + 2 * lengths(keys.map((key) => Object.values(key).join("")));
  const tooMuch =
    needed > ROOM_FOR_ARNS
      ? [
          error(
            ["karpenter", "nodeClasses"],
            `the parameters, keys and roles that node classes name are too many for one IAM policy (${needed} characters of ${ROOM_FOR_ARNS}); share some between classes`,
          ),
        ]
      : [];
  return [...tooMuch, ...regionProblems(context), ...roleProblems(context)];
}

/** Whether what node classes name is in the cluster's partition. */
export function arnProblems(context: KarpenterContext): Problem[] {
  return context.nodeClasses.flatMap((nodeClass, index) => {
    const path = nodeClassPath(index);
    const role = { arn: nodeClass.instanceProfileRoleArn, at: [...path, "instanceProfileRoleArn"] };
    return [role, ...regionalArns(nodeClass, path)].flatMap(({ arn, at }) =>
      partitionProblems(at, arn, context.region),
    );
  });
}

/** Karpenter asks the region of the cluster, whatever region an ARN names. */
function regionProblems(context: KarpenterContext): Problem[] {
  return context.nodeClasses.flatMap((nodeClass, index) =>
    regionalArns(nodeClass, nodeClassPath(index)).flatMap(({ arn, at }) => {
      const { partition, region } = parseArn(arn ?? "") ?? {};
      // That one of another partition is out of reach is said with all others of its kind.
      return region === undefined || region === context.region || partition !== partitionOf(context.region)
        ? []
        : [
            error(at, `this is in region ${region} and the cluster in ${context.region}; name one of its own region`, [
              ["region"],
            ]),
          ];
    }),
  );
}

/** Where parameters and keys are named, which may be done by an ARN; they belong to a region. */
function regionalArns({ amiSelectorTerms = [], blockDeviceMappings = [] }: ParsedNodeClass, path: KeyPath) {
  return [
    ...amiSelectorTerms.map(({ ssmParameter }, term) => ({
      arn: ssmParameter,
      at: [...path, "amiSelectorTerms", term, "ssmParameter"],
    })),
    ...blockDeviceMappings.map(({ ebs }, device) => ({
      arn: ebs?.kmsKeyID,
      at: [...path, "blockDeviceMappings", device, "ebs", "kmsKeyID"],
    })),
  ];
}

/** A role's name is unique in its account, whatever path stands before it, and is part of a Terraform address. */
function roleProblems({ nodeClasses }: KarpenterContext): Problem[] {
  const known = new Map<string, string>();
  return nodeClasses.flatMap(({ instanceProfileRoleArn: arn }, index) => {
    if (arn === undefined) return [];
    const earlier = known.get(roleAddress(arn)) ?? arn;
    known.set(roleAddress(arn), earlier);
    return earlier === arn
      ? []
      : [
          error(
            [...nodeClassPath(index), "instanceProfileRoleArn"],
            `another node class names a role of this name as ${earlier}; write both alike`,
          ),
        ];
  });
}
