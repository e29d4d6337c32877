import { error, type KeyPath, type Problem } from "../../../description/problem";
import { type KarpenterContext, nodeClassPath } from "../description/context";

const KARPENTERS_OWN = new Set([
  "eks:eks-cluster-name",
  "karpenter.sh/nodepool",
  "karpenter.sh/nodeclaim",
  "karpenter.k8s.aws/ec2nodeclass",
]);

/** Rules for the tags of what Karpenter starts: those of the node classes, and those of the cluster that go there too. */
export function tagRules(context: KarpenterContext): Problem[] {
  return [
    // Whether AWS takes the tags of the cluster at all is checked with the cluster.
    ...tagProblems(context.tags, ["tags"], karpenters),
    ...context.nodeClasses.flatMap(({ tags = {} }, index) => {
      const at = [...nodeClassPath(index), "tags"];
      return [
        ...tagProblems(tags, at, (key) => karpenters(key) ?? aws(key)),
        ...caseProblems(tags, context.tags, at),
        ...characterProblems(tags, at),
        ...countProblems({ ...context.tags, ...tags }, tags, at),
      ];
    }),
  ];
}

/**
 * Karpenter puts these tags on EC2's resources, which tell upper from lower case, and on instance profiles, which don't:
 * IAM refuses keys that differ in nothing else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating
 */
function caseProblems(
  tags: Readonly<Record<string, string>>,
  ofCluster: Readonly<Record<string, string>>,
  at: KeyPath,
): Problem[] {
  const above = new Map(Object.keys(ofCluster).map((key) => [key.toLowerCase(), key]));
  const here = new Map<string, string>();
  return Object.keys(tags).flatMap((key) => {
    const plain = key.toLowerCase();
    const [own, cluster] = [here.get(plain), above.get(plain)];
    here.set(plain, own ?? key);
    const other = own ?? cluster;
    if (other === undefined || other === key) return [];
    return [
      {
        ...error(
          [...at, key],
          `'${key}' and '${other}' (${own === undefined ? "among the cluster's tags" : "here"}) differ in upper and lower case only, which IAM doesn't tell apart; write them alike, or drop one`,
          [own === undefined ? ["tags", other] : [...at, other]],
        ),
        at: "key" as const,
      },
    ];
  });
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html */
function characterProblems(tags: Readonly<Record<string, string>>, at: KeyPath): Problem[] {
  return Object.entries(tags).flatMap(([key, value]) =>
    [key, value].every((text) => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text))
      ? []
      : [
          error(
            [...at, key],
            "a character is in key or value that AWS doesn't take in tags; use letters, digits, spaces and _ . : / = + - @",
          ),
        ],
  );
}

/** AWS takes 50 tags, and Karpenter sets some of its own. */
const MOST_TAGS = 40;

function countProblems(all: Readonly<Record<string, string>>, own: object, at: KeyPath): Problem[] {
  const count = Object.keys(all).length;
  // Those of the cluster alone are counted with the cluster.
  return Object.keys(own).length === 0 || count <= MOST_TAGS
    ? []
    : [
        error(
          at,
          `with those of the cluster there are ${count} tags; AWS takes 50, of which Karpenter needs some for its own; keep to ${MOST_TAGS}`,
          [["tags"]],
        ),
      ];
}

function tagProblems(
  tags: Readonly<Record<string, string>>,
  at: KeyPath,
  reserved: (key: string) => string | undefined,
): Problem[] {
  return Object.keys(tags).flatMap((key) => {
    const why = reserved(key);
    return why ? [{ ...error([...at, key], `the tag '${key}' ${why}; drop it`), at: "key" as const }] : [];
  });
}

function karpenters(key: string): string | undefined {
  if (KARPENTERS_OWN.has(key)) return "is set by Karpenter on each instance, and node classes with it are refused";
  return key.startsWith("kubernetes.io/cluster")
    ? "says which cluster owns a resource, and node classes with it are refused"
    : undefined;
}

function aws(key: string): string | undefined {
  return /^aws:/i.test(key) ? "begins with 'aws:', which AWS keeps for itself" : undefined;
}
