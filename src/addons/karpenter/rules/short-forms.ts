import { error, formatPath, type KeyPath, type Problem } from "../../../description/problem";
import { normalizedKey, SHORT_FORMS } from "../description/labels";
import type { ParsedNodeClass } from "../schema/node-class";
import type { ParsedNodePool } from "../schema/node-pool";

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
