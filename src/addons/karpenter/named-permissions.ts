import type { Conditions, Statement } from "../../iam/policy-document";
import type { NamedKey, NamedObjects } from "./description/aws-objects";

/** Where what is named is, if its name alone doesn't say so. */
interface Facts {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** What the controller may do with what node classes name, and with nothing else. Empty if they name nothing. */
export function namedStatements(facts: Facts, { parameters, keys, roleArns }: NamedObjects): Statement[] {
  return [
    ...(parameters.length === 0 ? [] : [parameterStatement(facts, parameters)]),
    ...keyStatements(facts, keys),
    ...(roleArns.length === 0 ? [] : [roleStatement(roleArns)]),
  ];
}

function parameterStatement(facts: Facts, parameters: readonly string[]): Statement {
  const own = `arn:${facts.partition}:ssm:${facts.region}:${facts.accountId}:parameter`;
  return {
    Sid: "AllowReadingNamedParameters",
    Effect: "Allow",
    Action: "ssm:GetParameter",
    Resource: parameters.map((parameter) => (parameter.startsWith("/") ? `${own}${parameter}` : parameter)),
  };
}

function roleStatement(roleArns: readonly string[]): Statement {
  return {
    Sid: "AllowPassingNamedRoles",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: roleArns,
    Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] } },
  };
}

function keyStatements(facts: Facts, keys: readonly NamedKey[]): Statement[] {
  const inAccount = (accountId: string) => `arn:${facts.partition}:kms:${facts.region}:${accountId}:key`;
  const arns = keys.flatMap((key) => {
    if ("arn" in key) return [key.arn];
    return "id" in key ? [`${inAccount(facts.accountId)}/${key.id}`] : [];
  });
  const aliases = keys.flatMap((key) => ("alias" in key ? [key] : []));
  const accounts = [...new Set(aliases.map(({ accountId }) => accountId ?? facts.accountId))];
  return [
    ...(arns.length === 0 ? [] : encryption("NamedKeys", facts, arns, {})),
    ...accounts.flatMap((accountId, index) => {
      const names = aliases.filter((key) => (key.accountId ?? facts.accountId) === accountId).map(({ alias }) => alias);
      return encryption(`NamedAliases${index === 0 ? "" : index}`, facts, [`${inAccount(accountId)}/*`], {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": names },
      });
    }),
  ];
}

/**
 * What EBS does in the name of whoever starts an instance with an encrypted volume:
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
 */
function encryption(what: string, { region }: Facts, keys: readonly string[], narrowed: Conditions): Statement[] {
  const viaEc2 = { "kms:ViaService": [`ec2.${region}.amazonaws.com`, `ec2.${region}.amazonaws.com.cn`] };
  return [
    {
      Sid: `AllowEncryptionWith${what}`,
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
      Resource: keys,
      Condition: { StringEquals: viaEc2, ...narrowed },
    },
    {
      Sid: `AllowGrantsOn${what}`,
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: keys,
      Condition: { StringEquals: viaEc2, Bool: { "kms:GrantIsForAWSResource": "true" }, ...narrowed },
    },
  ];
}
