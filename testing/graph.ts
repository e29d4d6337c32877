import type { Block, Blocks, StackJson } from "./terraform-prepare";

/** What in a stack has to be there before what, and so outlives it. */
export interface Graph {
  /** Addresses of all resources and data sources, sorted. */
  readonly nodes: readonly string[];
  /** What a node refers to, or depends on, directly. */
  edges(address: string): readonly string[];
  /** Whether `from` comes after `to`, by any number of steps. Fails for an address that the stack doesn't have. */
  reaches(from: string, to: string): boolean;
}

/**
 * The order in which Terraform makes and removes what is in a stack, worked out from the JSON as Terraform does it: by
 * `depends_on` and by references within `${...}` in any string. Only names that the stack really has count, so that a
 * text that merely looks like a reference makes no edge.
 */
export function graphOf(stack: StackJson): Graph {
  const blocks = new Map([...listBlocks("", stack.resource), ...listBlocks("data.", stack.data)]);
  const edges = new Map([...blocks].map(([address, block]) => [address, directEdges(block, address, blocks)]));
  const edgesOf = (address: string) => {
    const found = edges.get(address);
    if (!found) throw new Error(`${address} isn't in the stack`);
    return found;
  };
  return {
    nodes: [...blocks.keys()].sort(),
    edges: edgesOf,
    reaches: (from, to) => {
      edgesOf(to);
      return reachable(from, edgesOf).has(to);
    },
  };
}

/** A copy of a stack without one `depends_on` of one resource or data source: to show that a check misses it. */
export function withoutDependsOn(stack: StackJson, address: string, dependency: string): StackJson {
  const strip = (prefix: string, part: Blocks | undefined) =>
    Object.fromEntries(
      Object.entries(part ?? {}).map(([type, byName]) => [
        type,
        Object.fromEntries(
          Object.entries(byName).map(([name, block]) =>
            `${prefix}${type}.${name}` === address ? [name, strippedBlock(block, dependency)] : [name, block],
          ),
        ),
      ]),
    );
  return { ...stack, resource: strip("", stack.resource), data: strip("data.", stack.data) };
}

function strippedBlock(block: Block, dependency: string): Block {
  const before = dependsOn(block);
  if (!before.includes(dependency)) throw new Error(`there is no depends_on ${dependency} to remove`);
  return { ...block, depends_on: before.filter((address) => address !== dependency) };
}

function listBlocks(prefix: string, part: Blocks | undefined): [string, Block][] {
  return Object.entries(part ?? {}).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, block]): [string, Block] => [`${prefix}${type}.${name}`, block]),
  );
}

function directEdges(block: Block, self: string, blocks: ReadonlyMap<string, Block>): string[] {
  const named = [...dependsOn(block), ...strings(block).flatMap(references)];
  return [...new Set(named)].filter((address) => address !== self && blocks.has(address));
}

function dependsOn(block: Block): string[] {
  return Array.isArray(block.depends_on) ? block.depends_on.map(String) : [];
}

function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** `data.type.name` and `type.name` in the templates of a string. `$${` is no template. */
function references(text: string): string[] {
  return [...text.matchAll(/(?<!\$)\$\{((?:[^{}"]|"[^"]*")*)\}/g)].flatMap(([, expression = ""]) => {
    const code = expression.replace(/"[^"]*"/g, "");
    return [...code.matchAll(/(?<![\w.-])(?:data\.)?[a-z]\w*\.[\w-]+/g)].map(([address]) => address);
  });
}

function reachable(from: string, edges: (address: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...edges(from)];
  for (let address = open.pop(); address !== undefined; address = open.pop()) {
    if (found.has(address)) continue;
    found.add(address);
    open.push(...edges(address));
  }
  return found;
}
