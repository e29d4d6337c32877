import type { Requirement } from "../schema/node-pool";
import type { NodePool } from "./expand";
import { normalizedKey } from "./labels";

/** Where a pool says something about a label: the index of a requirement, or the key of a label of its nodes. */
export type Origin = { readonly requirement: number } | { readonly label: string };

/**
 * Values of one label that requirements leave, as Karpenter intersects them (`pkg/scheduling/requirement.go`): some
 * values, or all but some, within bounds.
 */
interface Values {
  readonly allBut: boolean;
  readonly values: ReadonlySet<string>;
  readonly least: number;
  readonly most: number;
}

/** What a pool wants of one label. */
export interface Wanted {
  /** The name under which Karpenter knows the label. */
  readonly key: string;
  /** Where it says so, in the order in which it does. */
  readonly origins: readonly Origin[];
  /** What it says, in the same order: `In a, b`, `Gt 4`. */
  readonly said: readonly string[];
  /** Whether a value is possible. */
  readonly allows: (value: string) => boolean;
  /** The only values that are possible, if they were listed. */
  readonly listed: readonly string[] | undefined;
  /** Whether a node without the label is what the pool wants, too. */
  readonly mayBeAbsent: boolean;
  /** Whether no value is possible although one is needed. */
  readonly contradictory: boolean;
}

const COMPARISONS: ReadonlySet<string> = new Set(["Gt", "Gte", "Lt", "Lte"]);

const NONE: Values = { allBut: false, values: new Set(), ...unbounded() };

/** What a NodePool wants, by label: its requirements, and the labels of its nodes that act as such. */
export function wantedLabels(pool: NodePool): ReadonlyMap<string, Wanted> {
  const { metadata, spec } = pool.spec.template;
  const parts = new Map<string, { origin: Origin; requirement: Requirement }[]>();
  const add = (origin: Origin, requirement: Requirement) => {
    const key = normalizedKey(requirement.key);
    parts.set(key, [...(parts.get(key) ?? []), { origin, requirement }]);
  };
  for (const [index, requirement] of spec.requirements.entries()) add({ requirement: index }, requirement);
  for (const [label, value] of Object.entries(metadata?.labels ?? {})) {
    add({ label }, { key: label, operator: "In", values: [value] });
  }
  return new Map(
    [...parts].map(([key, list]) => {
      const requirements = list.map(({ requirement }) => requirement);
      return [
        key,
        wanted(
          key,
          requirements,
          list.map(({ origin }) => origin),
        ),
      ];
    }),
  );
}

function wanted(key: string, requirements: readonly Requirement[], origins: readonly Origin[]): Wanted {
  const left = requirements.map(valuesOf).reduce(intersection);
  const needed = requirements.some(({ operator }) => operator !== "NotIn" && operator !== "DoesNotExist");
  return {
    key,
    origins,
    said: requirements.map(({ operator, values = [] }) => [operator, values.join(", ")].join(" ").trim()),
    allows: (value) => left.allBut !== left.values.has(value) && isWithin(value, left),
    listed: left.allBut ? undefined : [...left.values],
    mayBeAbsent: !needed,
    contradictory: needed && !left.allBut && left.values.size === 0,
  };
}

function valuesOf({ operator, values = [] }: Requirement): Values {
  const bound = Number(values[0]);
  const any: Values = { ...NONE, allBut: true };
  // What has no value to go by is reported where it stands, and says nothing here.
  if (operator === "In" && values.length === 0) return any;
  if (COMPARISONS.has(operator) && !Number.isFinite(bound)) return any;
  switch (operator) {
    case "In":
      return { ...NONE, values: new Set(values) };
    case "NotIn":
      return { ...any, values: new Set(values) };
    case "DoesNotExist":
      return NONE;
    case "Gt":
      return { ...any, least: bound + 1 };
    case "Gte":
      return { ...any, least: bound };
    case "Lt":
      return { ...any, most: bound - 1 };
    case "Lte":
      return { ...any, most: bound };
    default:
      return any;
  }
}

function intersection(a: Values, b: Values): Values {
  const least = Math.max(a.least, b.least);
  const most = Math.min(a.most, b.most);
  if (least > most) return NONE;
  const bounds = { least, most };
  if (a.allBut && b.allBut) return { allBut: true, values: new Set([...a.values, ...b.values]), ...bounds };
  const [some, other] = a.allBut ? [b, a] : [a, b];
  const kept = [...some.values].filter((value) => other.allBut !== other.values.has(value) && isWithin(value, bounds));
  return { allBut: false, values: new Set(kept), ...unbounded() };
}

/** Where there are bounds, what is no number is out of them. */
function isWithin(value: string, { least, most }: Pick<Values, "least" | "most">): boolean {
  if (least === Number.NEGATIVE_INFINITY && most === Number.POSITIVE_INFINITY) return true;
  return /^[+-]?\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
}

function unbounded(): Pick<Values, "least" | "most"> {
  return { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
}
