import {
  type RunSimulationResults,
  runSimulation,
  runUnsafeSimulation,
  type Simulation,
  type StatementExplain,
} from "@cloud-copilot/iam-simulate";
import type { ControllerFacts } from "../src/addons/karpenter/policies";
import type { PolicyDocument } from "../src/iam/policy-document";

const OWN_ACCOUNT = "111122223333";

/** What the policies of Karpenter's controller are made from, in the account of these calls. */
export const CONTROLLER_FACTS: ControllerFacts = {
  partition: "aws",
  region: "eu-central-1",
  accountId: OWN_ACCOUNT,
  clusterName: "sandbox",
  nodeRoleArn: "arn:aws:iam::111122223333:role/KarpenterNodeRole-sandbox",
  queueArn: "arn:aws:sqs:eu-central-1:111122223333:sandbox",
};

/** One action on one resource, as IAM authorizes it. A call that touches several resources is several of these. */
export interface Call {
  /** `ec2:RunInstances` */
  readonly action: string;
  /** ARN, or `*` for actions that know no resources. */
  readonly resource: string;
  /** Condition keys of the request and of the resource, such as `aws:RequestTag/…` and `aws:ResourceTag/…`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** Policy of the resource itself, which some services want beside those of the role (KMS). @default - none */
  readonly resourcePolicy?: PolicyDocument;
}

/** What IAM makes of a call. */
export interface Verdict {
  readonly allowed: boolean;
  /** The statement that decided, or what the nearest statements miss. */
  readonly why: string;
  /** Given condition keys that this action on this resource doesn't have in AWS. They were left out of account. */
  readonly ignored: readonly string[];
}

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** What a role with these policies may do, in its own account. Fails for an action or a pairing that AWS doesn't know. */
export async function authorize(policies: readonly NamedPolicy[], call: Call): Promise<Verdict> {
  const identityPolicies = policies.map(({ name, document }) => ({ name, policy: document }));
  const simulation = {
    ...request("arn:aws:sts::111122223333:assumed-role/sandbox-karpenter/session", call),
    identityPolicies,
    ...(call.resourcePolicy && { resourcePolicy: call.resourcePolicy }),
  };
  // The simulator wants an account in the ARN of a parameter, which AWS's public ones don't have. Without its check of pairings it
  // gives an answer, but no reason.
  if (/^arn:[\w-]+:ssm:[\w-]*::parameter\//.test(call.resource)) {
    const result = runUnsafeSimulation(simulation, {});
    return { allowed: result === "Allowed", why: result, ignored: [] };
  }
  return verdict(call, await runSimulation(simulation, {}));
}

/** What a resource policy (or trust policy) lets a principal do that has no policies of its own. */
export async function authorizeByResource(document: PolicyDocument, principal: string, call: Call): Promise<Verdict> {
  return verdict(call, await runSimulation({ ...request(principal, call), resourcePolicy: document }, {}));
}

/** A service account's token, and the OIDC provider that it is presented to. */
export interface WebIdentity {
  readonly providerArn: string;
  /** Without `https://`. */
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** Whether a trust policy lets a service account's token assume the role. */
export function assumeWithWebIdentity(trust: PolicyDocument, roleArn: string, token: WebIdentity): Promise<Verdict> {
  // The simulator knows the condition keys of a few public issuers only. One of them stands in for the token's issuer, in the policy
  // and in the request; any other issuer in the policy keeps its name, and so gets no value.
  const known = "accounts.google.com";
  const document: PolicyDocument = JSON.parse(JSON.stringify(trust).replaceAll(`"${token.issuer}:`, `"${known}:`));
  return authorizeByResource(document, token.providerArn, {
    action: "sts:AssumeRoleWithWebIdentity",
    resource: roleArn,
    context: { [`${known}:sub`]: token.subject, [`${known}:aud`]: token.audience },
  });
}

function request(principal: string, call: Call): Simulation {
  const context = Object.entries(call.context ?? {}).map(([key, value]) => [
    key,
    typeof value === "string" ? value : [...value],
  ]);
  return {
    request: {
      principal,
      action: call.action,
      resource: {
        resource: call.resource,
        accountId: /^arn:[^:]*:kms:[^:]*:(\d{12}):/.exec(call.resource)?.[1] ?? OWN_ACCOUNT,
      },
      contextVariables: Object.fromEntries(context),
    },
    identityPolicies: [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
}

function verdict(call: Call, outcome: RunSimulationResults): Verdict {
  if (outcome.resultType === "error") {
    throw new Error(`${call.action} on ${call.resource} can't be simulated: ${JSON.stringify(outcome.errors)}`);
  }
  const results = outcome.resultType === "single" ? [outcome.result] : outcome.results;
  const allowed = outcome.overallResult === "Allowed";
  const reasons = results.flatMap(({ analysis }) => {
    const parts = [analysis.identityAnalysis, analysis.resourceAnalysis];
    return parts.flatMap((part) => {
      if (!part) return [];
      const decisive = allowed ? part.allowStatements : part.denyStatements;
      const nearest =
        allowed || decisive.length > 0 ? [] : part.unmatchedStatements.filter((s) => s.actionMatch && s.resourceMatch);
      return [
        ...decisive.map((s) => `${s.policyId}/${s.explain.identifier}`),
        ...nearest.map((s) => `${s.policyId}/${s.explain.identifier} wants ${missed(s.explain).join(", ")}`),
      ];
    });
  });
  return {
    allowed,
    why: [...new Set(reasons)].join("; ") || "no statement is about this action on this resource",
    ignored: results.flatMap((result) => result.ignoredContextKeys ?? []),
  };
}

/** What a statement about this action and resource holds against the request. */
function missed(statement: StatementExplain): string[] {
  const conditions = (statement.conditions ?? []).filter((condition) => !condition.matches);
  const principal = statement.principalMatch === "Match" ? [] : ["another principal"];
  return [...principal, ...conditions.map((condition) => condition.conditionKeyValue)];
}
