/** The parts of an Amazon Resource Name: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  /** Such as `aws`, `aws-cn` or `aws-eusc`. */
  readonly partition: string;
  readonly service: string;
  /** Empty for what belongs to no region, as all of IAM. */
  readonly region: string;
  /** Twelve digits; empty, or `aws` for what AWS itself manages. */
  readonly account: string;
  /** Everything behind: `role/deployer`, `key/mrk-…`. */
  readonly resource: string;
}

/** Reads an ARN, of whatever it may be; nothing for a text that is none. */
export function parseArn(text: string): Arn | undefined {
  const [, partition, service, region, account, resource] =
    /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):(.+)$/.exec(text) ?? [];
  if (partition === undefined || service === undefined || resource === undefined) return undefined;
  return { partition, service, region: region ?? "", account: account ?? "", resource };
}

/** What an ARN is the ARN of, in words: `a KMS alias`, `a session of the role deployer`. */
function describeArn({ service, account, resource }: Arn): string {
  const [kind = "", name = ""] = resource.split("/");
  if (service === "iam" && resource === "root") return "a whole account (:root)";
  if (service === "iam" && resource.startsWith("role/aws-service-role/")) return "a service-linked role";
  if (service === "iam" && account === "aws") return "a policy that AWS manages";
  if (service === "sts" && kind === "assumed-role") return `a session of the role ${name}`;
  return KINDS[`${service}:${kind}`] ?? `something of the service ${service}`;
}

const KINDS: Readonly<Record<string, string>> = {
  "iam:role": "an IAM role",
  "iam:user": "an IAM user",
  "iam:group": "an IAM group",
  "iam:policy": "an IAM policy",
  "iam:instance-profile": "an instance profile",
  "iam:oidc-provider": "an OIDC provider",
  "iam:saml-provider": "a SAML provider",
  "sts:federated-user": "a federated user's session",
  "kms:key": "a KMS key",
  "kms:alias": "a KMS alias",
  "eks:cluster-access-policy": "an EKS access policy",
  "eks:cluster": "an EKS cluster",
};

/** A kind of ARN that a key takes. */
export interface ArnKind {
  /** Completes "... is needed": `the ARN of an IAM role`. */
  readonly needed: string;
  readonly pattern: RegExp;
  readonly example: string;
}

/** Names of IAM with their paths; IAM limits a path to 512 characters. */
const IAM_PATH = "(?:[\\w+=,.@-]+/)*";

/** Roles and users have names of up to 64 characters, policies of up to 128. Service-linked roles are AWS's own. */
const ROLE = `role/(?!aws-service-role/)${IAM_PATH}[\\w+=,.@-]{1,64}`;
const USER = `user/${IAM_PATH}[\\w+=,.@-]{1,64}`;
const POLICY = `policy/${IAM_PATH}[\\w+=,.@-]{1,128}`;

/** Of an IAM role that somebody can assume. */
export const ROLE_ARN: ArnKind = {
  needed: "the ARN of an IAM role",
  pattern: new RegExp(`^arn:aws[a-z-]*:iam::\\d{12}:${ROLE}$`),
  example: "arn:aws:iam::111122223333:role/deployer",
};

/**
 * Of who can have an access entry: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html excludes
 * sessions and service-linked roles. The account may be another than the cluster's.
 */
export const PRINCIPAL_ARN: ArnKind = {
  needed: "the ARN of an IAM role or user",
  pattern: new RegExp(`^arn:aws[a-z-]*:iam::\\d{12}:(?:${ROLE}|${USER})$`),
  example: "arn:aws:iam::111122223333:role/admin",
};

/** Of a policy that can bound a role: one's own, or one that AWS manages. */
export const BOUNDARY_ARN: ArnKind = {
  needed: "the ARN of an IAM policy",
  pattern: new RegExp(`^arn:aws[a-z-]*:iam::(?:\\d{12}|aws):${POLICY}$`),
  example: "arn:aws:iam::111122223333:policy/boundary",
};

/** Of a KMS key, a multi-region one (`mrk-`) too. */
export const KEY_ARN: ArnKind = {
  needed: "the ARN of a KMS key",
  pattern: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
  example: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
};

/** What to say of a text that is not of the kind: what is needed, and what the text is if it is an ARN. */
export function wrongArn(text: string, kind: ArnKind): string {
  const arn = parseArn(text);
  const needed = `${kind.needed} is needed, such as ${kind.example}`;
  if (!arn) return needed;
  const what = describeArn(arn);
  if (kind.needed.includes(what))
    return `${what} can't have this ARN: look at its account, region, length and characters; ${needed}`;
  return `this is the ARN of ${what}, and ${needed}${advice(arn)}`;
}

function advice({ service, resource }: Arn): string {
  if (service === "kms" && resource.startsWith("alias/")) {
    return `; 'aws kms describe-key --key-id ${resource}' names the key behind the alias`;
  }
  const [kind, role] = resource.split("/");
  if (service === "sts" && kind === "assumed-role" && role) return `; 'aws iam get-role --role-name ${role}' shows it`;
  return "";
}
