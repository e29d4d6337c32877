import { graphOf } from "../../testing/graph";
import type { Block, StackJson } from "../../testing/terraform-prepare";

/** How long something takes in AWS. */
export interface Duration {
  /** Seconds. */
  readonly create: number;
  /** Seconds. */
  readonly delete: number;
  /** Where the figures are from. */
  readonly source: string;
  /** Whether only one of the type is worked on at a time. @default false */
  readonly serial?: boolean;
}

/** By Terraform's type, or by type and name (`helm_release/karpenter`); `default` is for everything else. */
export type Durations = Readonly<Record<string, Duration>> & { readonly default: Duration };

export interface Step {
  readonly address: string;
  readonly seconds: number;
}

export interface CriticalPath {
  readonly seconds: number;
  /** What each waits for the one before, in the order of time. */
  readonly steps: readonly Step[];
}

/**
 * The chain of resources that a deploy, or a destroy, can't be faster than: worked out from the order that the stacks
 * prescribe, as if Terraform did everything else at the same time. Stacks come one after the other, the first first.
 */
export function criticalPath(
  stacks: readonly StackJson[],
  durations: Durations,
  direction: "create" | "delete",
): CriticalPath {
  const paths = stacks.map((stack) => longestPath(stack, durations, direction));
  const inOrder = direction === "create" ? paths : paths.toReversed();
  return {
    seconds: inOrder.reduce((sum, { seconds }) => sum + seconds, 0),
    steps: inOrder.flatMap(({ steps }) => steps),
  };
}

function longestPath(stack: StackJson, durations: Durations, direction: "create" | "delete"): CriticalPath {
  const edges = orderOf(stack, durations);
  const found = new Map<string, CriticalPath>();
  /** The longest chain that ends with the making of this address: on destroy it is lived backwards, and is as long. */
  const upTo = (address: string): CriticalPath => {
    const known = found.get(address);
    if (known) return known;
    const before = longest((edges.get(address) ?? []).map(upTo));
    const seconds = secondsOf(stack, address, durations, direction);
    const path = { seconds: before.seconds + seconds, steps: [...before.steps, { address, seconds }] };
    found.set(address, path);
    return path;
  };
  const { seconds, steps } = longest([...edges.keys()].map(upTo));
  return { seconds, steps: direction === "create" ? steps : steps.toReversed() };
}

function longest(paths: readonly CriticalPath[]): CriticalPath {
  return paths.reduce((best, path) => (path.seconds > best.seconds ? path : best), { seconds: 0, steps: [] });
}

/** What has to be there before what. Of a type that is worked on one at a time each also waits for the one before. */
function orderOf(stack: StackJson, durations: Durations): ReadonlyMap<string, readonly string[]> {
  const graph = graphOf(stack);
  const depths = new Map<string, number>();
  const depth = (address: string): number => {
    const known = depths.get(address);
    if (known !== undefined) return known;
    const found = 1 + Math.max(0, ...graph.edges(address).map(depth));
    depths.set(address, found);
    return found;
  };
  const edges = new Map(graph.nodes.map((address) => [address, [...graph.edges(address)]]));
  for (const [type, { serial }] of Object.entries(durations)) {
    if (!serial) continue;
    // By depth, so that the added order never contradicts the one that is there.
    const queue = graph.nodes
      .filter((address) => address.startsWith(`${type}.`))
      .toSorted((one, other) => depth(one) - depth(other));
    queue.slice(1).forEach((address, index) => {
      const before = queue[index];
      if (before) edges.get(address)?.push(before);
    });
  }
  return edges;
}

function secondsOf(stack: StackJson, address: string, durations: Durations, direction: "create" | "delete"): number {
  const [type = "", name = ""] = address.split(".");
  if (type === "data" || type === "ephemeral") return 0;
  const block: Block = stack.resource?.[type]?.[name] ?? {};
  if (type === "time_sleep") return secondsIn(direction === "create" ? block.create_duration : block.destroy_duration);
  const own = durations[`${type}/${block.addon_name ?? block.name}`];
  return (own ?? durations[type] ?? durations.default)[direction];
}

/**
 * Seconds of a duration in Go's form, such as `30s` or `1m30s`. None for one that Terraform works out: it is for what is
 * replaced in a cluster that is there.
 */
function secondsIn(duration: unknown): number {
  if (duration === undefined) return 0;
  const [, minutes = "0", seconds = "0"] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(String(duration)) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
