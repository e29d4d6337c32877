import { defaultWarning, error, type KeyPath, type Problem, warning } from "../../../description/problem";
import type { KarpenterContext } from "../description/context";
import type { EC2NodeClassSpec } from "../description/expand";
import type { ParsedNodeClass } from "../schema/node-class";

/** Families by the name that they have in an alias. */
const FAMILIES = {
  al2: "AL2",
  al2023: "AL2023",
  bottlerocket: "Bottlerocket",
} as const;

/** The two halves of `family@version`. */
function splitAlias(alias: string): { readonly family: string; readonly version: string } {
  const [family = "", version = ""] = alias.split("@");
  return { family, version };
}

/** The AMI family that an alias stands for. */
function familyOfAlias(alias: string): string {
  const { family } = splitAlias(alias);
  return Object.entries(FAMILIES).find(([name]) => name === family)?.[1] ?? "Custom";
}

/** The AMI family of a node class, as Karpenter works it out: what is said, else what the alias says, else `Custom`. */
export function amiFamily(spec: EC2NodeClassSpec): string {
  if (spec.amiFamily !== undefined) return spec.amiFamily;
  const alias = spec.amiSelectorTerms.find((term) => term.alias !== undefined)?.alias;
  return alias === undefined ? "Custom" : familyOfAlias(alias);
}

type Term = EC2NodeClassSpec["amiSelectorTerms"][number];

/** Rules for the AMIs of a node class. */
export function amiRules(
  spec: EC2NodeClassSpec,
  written: ParsedNodeClass,
  context: KarpenterContext,
  path: KeyPath,
): Problem[] {
  const terms = spec.amiSelectorTerms;
  const withAlias = terms.findIndex((term) => term.alias !== undefined);
  const alias = terms[withAlias]?.alias;
  const problems = written.amiSelectorTerms
    ? terms.flatMap((term, index) => termProblems(term, terms.length, [...path, "amiSelectorTerms", index]))
    : [];
  if (alias === undefined) {
    if (spec.amiFamily === undefined) {
      problems.push(
        error(
          [...path, "amiFamily"],
          "without an alias, nothing says how nodes are bootstrapped; set the family of the AMIs, such as AL2023",
          [[...path, "amiSelectorTerms"]],
        ),
      );
    }
    return problems;
  }
  const at = written.amiSelectorTerms ? [...path, "amiSelectorTerms", withAlias, "alias"] : [...path, "amiAlias"];
  return [...problems, ...familyProblems(spec, terms, path), ...aliasProblems(alias, context, at)];
}

function termProblems(term: Term, count: number, at: KeyPath): Problem[] {
  const has = (...keys: (keyof Term)[]) => keys.some((key) => term[key] !== undefined);
  const problems: Problem[] = [];
  if (!has("tags", "id", "name", "alias", "ssmParameter")) {
    problems.push(
      error(at, "a term needs one of alias, id, name, tags or ssmParameter; an owner alone selects nothing"),
    );
  }
  if (has("id") && has("alias", "tags", "name", "owner")) {
    problems.push(
      error([...at, "id"], "'id' can't stand beside alias, tags, name or owner; give each a term of its own"),
    );
  }
  if (has("alias") && has("id", "tags", "name", "owner")) {
    problems.push(error([...at, "alias"], "'alias' can't stand beside id, tags, name or owner; drop those"));
  }
  if (has("alias") && count !== 1) {
    problems.push(
      error([...at, "alias"], `a term with an alias must be the only one, and there are ${count}; drop the others`),
    );
  }
  return problems;
}

function familyProblems(spec: EC2NodeClassSpec, terms: readonly Term[], path: KeyPath): Problem[] {
  const given = spec.amiFamily;
  if (given === undefined || given === "Custom") return [];
  const other = terms.find((term) => term.alias !== undefined && familyOfAlias(term.alias) !== given)?.alias;
  if (other === undefined) return [];
  const family = familyOfAlias(other);
  return [
    error(
      [...path, "amiFamily"],
      `alias ${other} is of family ${family}, and ${given} was given; set ${family} or Custom, or leave it out`,
    ),
  ];
}

function aliasProblems(alias: string, context: KarpenterContext, at: KeyPath): Problem[] {
  const { family, version } = splitAlias(alias);
  const { kubernetesVersion } = context;
  if (family === "al2" && Number(kubernetesVersion.split(".")[1]) >= 33) {
    return [
      error(
        at,
        `AWS makes no AL2 AMI for Kubernetes 1.33 and later, and the cluster has ${kubernetesVersion}; use al2023`,
        [["kubernetesVersion"]],
      ),
    ];
  }
  if (version === "latest") {
    const parameter = versionParameter(family, kubernetesVersion);
    return parameter ? [latestWarning(alias, family, parameter, at)] : [];
  }
  const form = family === "bottlerocket" ? /^v?\d+\.\d+\.\d+$/ : /^v\d{8}$/;
  if (form.test(version)) return [];
  const example = family === "bottlerocket" ? "bottlerocket@v1.50.0" : `${family}@v20260101`;
  return [
    warning(at, `AWS names no AMI version like '${version}', so Karpenter may find none; write it as in ${example}`),
  ];
}

function latestWarning(alias: string, family: string, parameter: string, at: KeyPath): Problem {
  const release = family === "bottlerocket" ? "1.50.0 means v1.50.0" : "1.36.0-20260101 means v20260101";
  return defaultWarning(
    at,
    `${alias} follows AWS: when a new AMI comes out, nodes are replaced without a plan; to pin it, write ${family}@<version>, found by 'aws ssm get-parameter --name ${parameter} --query Parameter.Value --output text' (${release})`,
  );
}

/** SSM parameter that holds the newest version of a family's AMI. */
function versionParameter(family: string, kubernetesVersion: string): string | undefined {
  const eks = `/aws/service/eks/optimized-ami/${kubernetesVersion}`;
  if (family === "al2023") return `${eks}/amazon-linux-2023/x86_64/standard/recommended/release_version`;
  if (family === "al2") return `${eks}/amazon-linux-2/recommended/release_version`;
  if (family === "bottlerocket")
    return `/aws/service/bottlerocket/aws-k8s-${kubernetesVersion}/x86_64/latest/image_version`;
  return undefined;
}
