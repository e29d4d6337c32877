import { type Call, CONTROLLER_FACTS } from "../../../testing/iam";
import { controllerPolicies } from "../product";

/** What the controller was seen to need, for unit tests that have no controller. */
export interface SeenCalls {
  /** In the account and with the names that `CONTROLLER_FACTS` says; identifiers are `…-1`. */
  readonly seen: readonly SeenCall[];
  /** Allowed actions that no rehearsal has seen in use. Nobody has to do anything about them. */
  readonly neverSeen: readonly string[];
}

/** Actions on resources, all with the same condition keys. */
export interface SeenCall {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Without what follows from the rest: `aws:TagKeys`, and `aws:RequestedRegion`. */
  readonly context: NonNullable<Call["context"]>;
}

const [REQUEST_TAG, TAG_KEYS, REGION] = ["aws:RequestTag/", "aws:TagKeys", "aws:RequestedRegion"] as const;

// What differs from run to run, and what stands in its place.
const RANDOM: readonly (readonly [RegExp, string])[] = [
  [/\d{12}(?=:)/g, CONTROLLER_FACTS.accountId],
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "1"],
  [/\b(ami|i|lt|sg|subnet|eks-cluster-sg-sandbox)-[0-9a-f]{8,}/g, "$1-1"],
  [/sandbox_\d+/g, "sandbox_1"],
  [/ip-[\d-]+\./g, "ip-10-0-0-1."],
  [/"default-[a-z0-9]{5}"/g, '"default-abcde"'],
  [/(sandbox-private-eu-central-1)[a-c]/g, "$1a"],
];

/** Calls that were needed, in a form that is the same for each run, and short. */
export function seenCalls(needed: readonly Call[]): SeenCalls {
  const groups = new Map<string, { actions: Set<string>; resources: Set<string>; context: SeenCall["context"] }>();
  const merge = (key: string, actions: Iterable<string>, resources: Iterable<string>, context: SeenCall["context"]) => {
    const group = groups.get(key) ?? { actions: new Set(), resources: new Set(), context };
    for (const action of actions) group.actions.add(action);
    for (const resource of resources) group.resources.add(resource);
    groups.set(key, group);
  };
  const calls = needed.map(steady);
  for (const { action, resource, context } of calls)
    merge(`${action} ${JSON.stringify(context)}`, [action], [resource], context);
  const byAction = [...groups.values()];
  groups.clear();
  for (const { actions, resources, context } of byAction) {
    merge(JSON.stringify([[...resources].sort(), context]), actions, resources, context);
  }
  const seen = [...groups.values()].map(({ actions, resources, context }) => ({
    actions: [...actions].sort(),
    resources: [...resources].sort(),
    context,
  }));
  return { seen: seen.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)), neverSeen: neverSeen(seen) };
}

/** Seen calls, one by one, as IAM gets them. */
export function callsOf({ actions, resources, context }: SeenCall): readonly Call[] {
  const tagKeys = Object.keys(context).flatMap((key) =>
    key.startsWith(REQUEST_TAG) ? key.slice(REQUEST_TAG.length) : [],
  );
  const whole = { ...context, [REGION]: CONTROLLER_FACTS.region, ...(tagKeys.length > 0 && { [TAG_KEYS]: tagKeys }) };
  return actions.flatMap((action) => resources.map((resource) => ({ action, resource, context: whole })));
}

/** Names of all actions that were seen. */
export function seenActions({ seen }: Pick<SeenCalls, "seen">): ReadonlySet<string> {
  return new Set(seen.flatMap(({ actions }) => actions));
}

/** Actions that this project's policies allow and that are not among the seen ones. */
export function neverSeen(seen: readonly SeenCall[]): readonly string[] {
  const used = seenActions({ seen });
  const allowed = controllerPolicies(CONTROLLER_FACTS).flatMap(({ document }) =>
    document.Statement.flatMap(({ Action }) => Action),
  );
  return [...new Set(allowed)].filter((action) => !used.has(action)).sort();
}

function steady(call: Call): Required<Omit<Call, "resourcePolicy">> {
  const text = RANDOM.reduce((result, [pattern, by]) => result.replaceAll(pattern, by), JSON.stringify(call));
  const { action, resource, context = {} }: Call = JSON.parse(text);
  const entries = Object.entries(context).filter(([key]) => key !== TAG_KEYS && key !== REGION);
  return { action, resource, context: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) };
}
