import type { Node } from "yaml";
import { isAlias, isMap, isPair, isScalar, isSeq } from "yaml";
import { looksLikeTokenNumber } from "../terraform/token";
import type { KeyPath } from "./problem";
import { error, formatPath } from "./problem";
import type { Position, SourceProblem } from "./source";

/** What a walk through a YAML document found that its syntax alone allows. */
export interface YamlInspection {
  readonly problems: readonly SourceProblem[];
  /** Values that the problems are about. */
  readonly broken: readonly KeyPath[];
  /** Whether the document has no finite value at all. */
  readonly fatal: boolean;
  /** The node that each alias stands for. */
  readonly targets: ReadonlyMap<Node, Node>;
}

interface Walk {
  readonly position: (offset: number) => Position;
  readonly problems: SourceProblem[];
  readonly broken: KeyPath[];
  readonly anchors: Map<string, Node>;
  readonly targets: Map<Node, Node>;
  readonly ancestors: Set<Node>;
  fatal: boolean;
}

/** Finds keys given twice or that aren't strings, numbers that aren't finite, and aliases that lead nowhere or to themselves. */
export function inspectYaml(root: Node | null, position: (offset: number) => Position): YamlInspection {
  const walk: Walk = {
    position,
    problems: [],
    broken: [],
    anchors: new Map(),
    targets: new Map(),
    ancestors: new Set(),
    fatal: false,
  };
  inspectNode(walk, root, []);
  return walk;
}

function inspectNode(walk: Walk, node: Node | null, path: KeyPath): void {
  if (node === null) return;
  if (isAlias(node)) {
    inspectAlias(walk, node, node.source, path);
    return;
  }
  noteAnchor(walk, node);
  if (isScalar(node)) {
    if (typeof node.value === "number" && (!Number.isFinite(node.value) || looksLikeTokenNumber(node.value))) {
      report(
        walk,
        node,
        path,
        `got ${node.source ?? node.value}; a number of this kind makes no sense here: correct it`,
      );
    }
    return;
  }
  walk.ancestors.add(node);
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries())
      if (!isPair(item)) inspectNode(walk, item as Node, [...path, index]);
  }
  if (isMap(node)) inspectPairs(walk, node.items, path);
  walk.ancestors.delete(node);
}

function inspectPairs(walk: Walk, pairs: readonly { key: unknown; value: unknown }[], path: KeyPath): void {
  const lines = new Map<string, number>();
  for (const { key, value } of pairs) {
    const node = key as Node;
    const name = isScalar(node) ? node.value : undefined;
    noteAnchor(walk, node);
    if (typeof name !== "string") {
      reportKey(walk, node, path);
      inspectNode(walk, value as Node | null, [...path, String(name)]);
      continue;
    }
    const here = [...path, name];
    const line = lines.get(name);
    if (line !== undefined) report(walk, node, here, `the key is given twice, first on line ${line}; remove one`);
    if (name === "__proto__") report(walk, node, here, "a key of this name can't be used; remove it");
    if (name === "<<") {
      report(
        walk,
        node,
        here,
        "merge keys (<<) are not part of YAML 1.2; write the keys out, or give an alias as a value",
      );
    }
    lines.set(name, walk.position(node.range?.[0] ?? 0).line);
    inspectNode(walk, value as Node | null, here);
  }
}

function noteAnchor(walk: Walk, node: Node): void {
  if ("anchor" in node && typeof node.anchor === "string") walk.anchors.set(node.anchor, node);
}

function reportKey(walk: Walk, node: Node, path: KeyPath): void {
  if (isScalar(node)) {
    const text = node.source ?? String(node.value);
    const message =
      text === ""
        ? "a value without a key; name it"
        : `the key ${text} is not a string; quote it: ${JSON.stringify(text)}`;
    report(walk, node, [...path, String(node.value)], message);
    return;
  }
  // Turned into plain values, a key that is a list or an object gets a name nobody wrote: the whole object is doubtful.
  const where = path.length === 0 ? "at the top" : `in ${formatPath(path)}`;
  report(walk, node, path, `a key ${where} is a list, an object or an alias; keys are plain strings: write it out`);
}

function inspectAlias(walk: Walk, node: Node, name: string, path: KeyPath): void {
  const target = walk.anchors.get(name);
  if (!target) {
    fail(walk, node, path, `the alias *${name} has no anchor above it; add &${name} to the value that is meant`);
  } else if (walk.ancestors.has(target)) {
    fail(walk, node, path, `the alias *${name} stands within the value that it repeats; write the value out`);
  } else {
    walk.targets.set(node, target);
  }
}

function report(walk: Walk, node: Node, path: KeyPath, message: string): void {
  walk.problems.push({ ...error(path, message), position: walk.position(node.range?.[0] ?? 0) });
  walk.broken.push(path);
}

function fail(walk: Walk, node: Node, path: KeyPath, message: string): void {
  report(walk, node, path, message);
  walk.fatal = true;
}
