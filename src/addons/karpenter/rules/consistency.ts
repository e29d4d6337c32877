import { error, formatPath, type KeyPath, type Problem, warning } from "../../../description/problem";
import { didYouMean } from "../../../knowledge/suggestion";
import { type KarpenterContext, nodeClassPath, nodePoolPath, originPath } from "../description/context";
import { type NodePool, nodeClassName } from "../description/expand";
import { CAPACITY_TYPE, CAPACITY_TYPES, normalizedKey, SHORT_FORMS } from "../description/labels";
import { wantedLabels } from "../description/requirement-set";
import type { ParsedNodeClass } from "../schema/node-class";
import type { ParsedNodePool } from "../schema/node-pool";

/** Rules for the node class that a pool refers to. */
export function nodeClassRefRules(context: KarpenterContext, index: number, path: KeyPath): Problem[] {
  const written = context.nodePools[index];
  if (!written) return [];
  const name = nodeClassName(written);
  const names = context.nodeClasses.map((candidate) => candidate.name);
  if (names.includes(name)) return [];
  const at = written.template?.spec?.nodeClassRef ? ["template", "spec", "nodeClassRef", "name"] : ["nodeClass"];
  return [
    error(
      [...path, ...at],
      `there is no node class '${name}'${didYouMean(name, names) || `; name one of karpenter.nodeClasses: ${names.join(", ")}`}`,
    ),
  ];
}

/** Node classes that no pool makes nodes of. */
export function unusedClassRules(context: KarpenterContext): Problem[] {
  const used = new Set(context.nodePools.map(nodeClassName));
  return context.nodeClasses.flatMap(({ name }, index) =>
    used.has(name)
      ? []
      : [
          warning(
            [...nodeClassPath(index), "name"],
            `no node pool uses node class '${name}'; name it as nodeClass of a pool, or remove it`,
          ),
        ],
  );
}

const RESERVED = "reserved";

/** Reserved capacity takes two: a pool that may use it, and a node class that selects reservations. */
export function reservationRules(pools: readonly NodePool[], context: KarpenterContext): Problem[] {
  return [
    ...pools.flatMap((pool, index) => poolProblems(pool, index, context)),
    ...context.nodeClasses.flatMap(({ name, capacityReservationSelectorTerms }, index) => {
      if (capacityReservationSelectorTerms === undefined) return [];
      const users = pools.filter((pool) => pool.spec.template.spec.nodeClassRef.name === name);
      const isUsed = users.some((pool) => wantedLabels(pool).get(CAPACITY_TYPE)?.allows(RESERVED) ?? true);
      return users.length === 0 || isUsed
        ? []
        : [
            warning(
              [...nodeClassPath(index), "capacityReservationSelectorTerms"],
              `no pool of this node class may use reserved capacity, so its reservations stay empty; add reserved to capacityTypes of ${users.map((pool) => pool.metadata.name).join(" or ")}`,
            ),
          ];
    }),
  ];
}

function poolProblems(pool: NodePool, index: number, context: KarpenterContext): Problem[] {
  const wanted = wantedLabels(pool).get(CAPACITY_TYPE);
  const written = context.nodePools[index];
  const nodeClass = written && context.nodeClasses.find(({ name }) => name === nodeClassName(written));
  const origin = wanted?.origins.at(-1);
  if (!origin || !nodeClass || nodeClass.capacityReservationSelectorTerms || !wanted?.allows(RESERVED)) return [];
  const path = originPath(origin, CAPACITY_TYPE, written, nodePoolPath(index));
  const others = CAPACITY_TYPES.filter((type) => type !== RESERVED && wanted.allows(type));
  // Who lets all types through, by Exists say, hasn't asked for this one.
  if (others.length > 0 && wanted.listed === undefined) return [];
  const missing = `node class '${nodeClass.name}' selects no capacity reservation`;
  const remedy = `set its capacityReservationSelectorTerms, or drop ${RESERVED}`;
  return others.length === 0
    ? [error(path, `${missing}, so a pool with reserved capacity only never starts a node; ${remedy}`)]
    : [warning(path, `${missing}, so ${RESERVED} does nothing here; ${remedy}`)];
}

/** A short form and the long form of the same thing in one pool: one of them would have to lose. */
export function poolShortFormRules(pool: ParsedNodePool, path: KeyPath): Problem[] {
  const spec = pool.template?.spec;
  const clash = (short: string, given: boolean, long: KeyPath, alsoGiven: boolean) =>
    given && alsoGiven ? [both(path, short, formatPath(long))] : [];
  const isSet = (value: unknown) => value !== undefined;
  return [
    ...clash("nodeClass", isSet(pool.nodeClass), ["template", "spec", "nodeClassRef"], isSet(spec?.nodeClassRef)),
    ...clash("expireAfter", isSet(pool.expireAfter), ["template", "spec", "expireAfter"], isSet(spec?.expireAfter)),
    ...clash(
      "terminationGracePeriod",
      isSet(pool.terminationGracePeriod),
      ["template", "spec", "terminationGracePeriod"],
      isSet(spec?.terminationGracePeriod),
    ),
    ...(["consolidationPolicy", "consolidateAfter"] as const).flatMap((key) =>
      clash("consolidation", isSet(pool.consolidation), ["disruption", key], isSet(pool.disruption?.[key])),
    ),
    ...requirementClashes(pool, path),
  ];
}

function requirementClashes(pool: ParsedNodePool, path: KeyPath): Problem[] {
  return (Object.keys(SHORT_FORMS) as (keyof typeof SHORT_FORMS)[]).flatMap((short) => {
    if (pool[short] === undefined) return [];
    const key = SHORT_FORMS[short];
    const index = (pool.template?.spec?.requirements ?? []).findIndex((item) => normalizedKey(item.key) === key);
    if (index >= 0) return [both(path, short, formatPath(["template", "spec", "requirements", index]))];
    const label = Object.keys(pool.template?.metadata?.labels ?? {}).find((item) => normalizedKey(item) === key);
    return label === undefined ? [] : [both(path, short, formatPath(["template", "metadata", "labels", label]))];
  });
}

/** `amiAlias` beside `amiSelectorTerms`. */
export function classShortFormRules(nodeClass: ParsedNodeClass, path: KeyPath): Problem[] {
  return nodeClass.amiAlias !== undefined && nodeClass.amiSelectorTerms !== undefined
    ? [both(path, "amiAlias", "amiSelectorTerms")]
    : [];
}

function both(path: KeyPath, short: string, long: string): Problem {
  return error(
    [...path, short],
    `'${short}' is the short form of what '${long}' says too; keep '${short}' if it says all that is needed, else keep '${long}'`,
  );
}
