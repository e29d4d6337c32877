import { error, type KeyPath, type Problem } from "../../../description/problem";
import type { NodePool } from "../description/expand";
import { CAPACITY_TYPE, CAPACITY_TYPES, restriction } from "../description/labels";
import type { Requirement } from "../schema/node-pool";

const COMPARISONS = new Set(["Gt", "Lt", "Gte", "Lte"]);

/** What the CRD's rules for comparisons can read: a whole number of 64 bits. */
const MAX_INT64 = 9_223_372_036_854_775_807n;

/** Values that a label can have at all, as far as Karpenter knows; a pool that offers none of them never becomes ready. */
export const KNOWN_VALUES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    [CAPACITY_TYPE]: CAPACITY_TYPES,
    "karpenter.k8s.aws/instance-tenancy": ["default", "dedicated"],
  }),
);

/** Rules for the requirements of a NodePool. They begin with those that were written, so an index is the same in both. */
export function requirementRules(pool: NodePool, path: KeyPath): Problem[] {
  const { requirements } = pool.spec.template.spec;
  const at = [...path, "template", "spec", "requirements"];
  const problems = requirements.flatMap((requirement, index) => requirementProblems(requirement, [...at, index]));
  if (requirements.length > 100) {
    problems.push(
      error(
        at,
        `at most 100 requirements are possible, and with the defaults there are ${requirements.length}; drop some`,
      ),
    );
  }
  return problems;
}

function requirementProblems(requirement: Requirement, at: KeyPath): Problem[] {
  const { key, operator, values = [], minValues } = requirement;
  const problems: Problem[] = [];
  const restricted = restriction(key);
  if (restricted) problems.push(error([...at, "key"], restricted));
  if (operator === "In" && values.length === 0) {
    problems.push(error([...at, "values"], "'In' needs at least one value; to ask only for the label, use 'Exists'"));
  }
  if (COMPARISONS.has(operator) && !isOneWholeNumber(values)) {
    problems.push(error([...at, "values"], `'${operator}' needs exactly one whole number of 0 or more, in quotes`));
  }
  if (operator === "In" && minValues !== undefined && values.length < minValues) {
    problems.push(
      error(
        [...at, "minValues"],
        `${minValues} different values are asked for, but only ${values.length} are listed; list more`,
      ),
    );
  }
  return [...problems, ...knownValueProblems(requirement, at)];
}

function isOneWholeNumber(values: readonly string[]): boolean {
  const [value, ...more] = values;
  return value !== undefined && more.length === 0 && /^\d+$/.test(value) && BigInt(value) <= MAX_INT64;
}

function knownValueProblems({ key, operator, values = [], minValues }: Requirement, at: KeyPath): Problem[] {
  const known = KNOWN_VALUES.get(key);
  if (!known || operator !== "In" || values.length === 0) return [];
  const good = values.filter((value) => known.includes(value));
  if (good.length > 0 && good.length >= (minValues ?? 0)) return [];
  // Too few values in all is reported already.
  if (good.length > 0 && values.length < (minValues ?? 0)) return [];
  const message =
    good.length === 0
      ? `${key} is never ${values.join(" or ")}; write one of ${known.join(", ")}`
      : `${minValues} different values are asked for, and only ${good.length} of these can occur; ${key} is one of ${known.join(", ")}: lower minValues or list more`;
  return [error([...at, "values"], message)];
}
