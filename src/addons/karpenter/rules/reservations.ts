import { error, type Problem, warning } from "../../../description/problem";
import { type KarpenterContext, nodeClassPath, nodePoolPath, originPath } from "../description/context";
import { nodeClassName } from "../description/expand";
import { CAPACITY_TYPE, CAPACITY_TYPES } from "../description/labels";
import type { NodePool } from "../description/objects";
import { wantedLabels } from "../description/requirement-set";

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
