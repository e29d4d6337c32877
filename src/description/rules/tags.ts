import { DISCOVERY_TAG } from "../../knowledge/names";
import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem, warning } from "../problem";

/**
 * Tags as AWS takes them: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 *
 * They are on everything that is made, so they have to suit the strictest service, and mustn't mean something to those
 * who look for certain resources by a tag.
 */
export function tagRules({ tags }: ClusterSpec): Problem[] {
  return [
    ...countProblems(Object.keys(tags).length),
    ...Object.entries(tags).flatMap(([key, value], index) => {
      const others = Object.keys(tags).slice(0, index);
      const problem =
        reservedProblem(key) ?? characterProblem(key, value) ?? caseProblem(key, others) ?? nameProblem(key);
      return problem ? [problem] : [];
    }),
  ];
}

const MOST_TAGS = 40;

function countProblems(count: number): Problem[] {
  if (count <= MOST_TAGS) return [];
  return [
    error(
      ["tags"],
      `there are ${count} tags; AWS takes 50, of which Karpenter needs some for its own; keep to ${MOST_TAGS}`,
    ),
  ];
}

/** By these tags somebody finds what is his. The rules for Karpenter's nodes know the keys of Karpenter itself. */
const RESERVED: readonly (readonly [key: RegExp, why: string])[] = [
  [/^aws:/i, "tags that begin with aws: are AWS's own; choose another key"],
  [
    new RegExp(`^${DISCOVERY_TAG.replace(".", "\\.")}$`),
    "by this tag Karpenter finds subnets and security group, so it can't be on everything; remove it, it is set where it belongs",
  ],
  [
    /^kubernetes\.io\/role\/(internal-)?elb$/,
    "by this tag load balancers find their subnets, so it can't be on everything; remove it, it is set where it belongs",
  ],
  [
    /^(elbv2|ingress|service)\.k8s\.aws\//,
    "by this tag the AWS Load Balancer Controller finds what it has made, and removes; choose another key",
  ],
];

function reservedProblem(key: string): Problem | undefined {
  const why = RESERVED.find(([pattern]) => pattern.test(key))?.[1];
  return why === undefined ? undefined : error(["tags", key], why);
}

function characterProblem(key: string, value: string): Problem | undefined {
  if ([key, value].every((text) => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text))) return undefined;
  return error(
    ["tags", key],
    "a character is in key or value that AWS doesn't take in tags; use letters, digits, spaces and _ . : / = + - @",
  );
}

/** IAM: "Tag keys are not case sensitive", and a role with both is refused. */
function caseProblem(key: string, others: readonly string[]): Problem | undefined {
  const same = others.find((other) => other.toLowerCase() === key.toLowerCase());
  if (same === undefined) return undefined;
  return error(
    ["tags", key],
    `IAM takes this key for the same as ${same}, and refuses roles that have both; remove one`,
  );
}

/** What has a name of its own keeps it: the VPC and what is in it. */
function nameProblem(key: string): Problem | undefined {
  if (key !== "Name") return undefined;
  return warning(
    ["tags", key],
    "every node, volume, role and key would have this one name in the console; choose another key, such as cluster",
  );
}
