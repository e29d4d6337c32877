import type { Document, Node, Pair, ParsedNode, YAMLError, YAMLMap } from "yaml";
import { isAlias, isMap, isPair, isScalar, isSeq, Lexer, LineCounter, Parser, parseDocument } from "yaml";
import type { KeyPath } from "./problem";
import { error } from "./problem";
import type { Position, Source, SourceProblem } from "./source";
import { unreadableSource } from "./source";
import { inspectYaml } from "./yaml-inspection";

/** The largest file that is read, in bytes. A description of a cluster has a few kilobytes. */
export const MAX_BYTES = 1024 * 1024;

/**
 * Reads YAML 1.2 (core schema, no tags of one's own) and keeps the position of each key and value.
 *
 * Never throws: whatever is wrong with the text is among the source's problems.
 */
export function yamlSource(origin: string, text: string): Source {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) return unreadableSource(origin, [tooLarge(bytes)]);
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const content = text.replace(/^\uFEFF/, "");
  const deepest = tooDeepAt(content);
  if (deepest !== undefined) return unreadableSource(origin, [tooDeep(content.slice(0, deepest))]);
  const document = parseDocument(content, {
    lineCounter: lines,
    version: "1.2",
    strict: true,
    // The parser compares each key with all before it, minutes for a map of many; the inspection uses a set.
    uniqueKeys: false,
    resolveKnownTags: false,
    prettyErrors: false,
    logLevel: "error",
  });
  const syntax = [
    ...directiveProblems(document),
    ...syntaxProblems([...document.errors, ...document.warnings], position),
  ];
  if (syntax.length > 0) return unreadableSource(origin, syntax);
  const root = rootProblem(document.contents, position);
  if (root) return unreadableSource(origin, [root]);
  return describedSource(origin, document, position);
}

/** The problem of a file that is larger than {@link MAX_BYTES}. */
export function tooLarge(bytes: number): SourceProblem {
  return error(
    [],
    `the file has ${bytes} bytes; at most ${MAX_BYTES} are read, and a description needs a few thousand: check what got into it`,
  );
}

/** More levels than any description has, and far fewer than would exhaust the stack. */
const MAX_DEPTH = 100;

/**
 * Where the text is nested too deeply, if it is.
 *
 * The parser proper works on a stack of its own and can be stopped early; what builds the document from it recurses, and
 * an exhausted stack doesn't always end in an error that can be caught.
 */
function tooDeepAt(text: string): number | undefined {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) return parser.offset;
  }
  return undefined;
}

function tooDeep(before: string): SourceProblem {
  const lines = before.split("\n");
  return {
    ...error([], `nested more than ${MAX_DEPTH} levels deep; a description of a cluster needs about ten: flatten it`),
    position: { line: lines.length, column: lines.at(-1)?.length ?? 1 },
  };
}

function describedSource(origin: string, document: Document.Parsed, position: (offset: number) => Position): Source {
  const inspection = inspectYaml(document.contents, position);
  if (inspection.fatal) return unreadableSource(origin, inspection.problems);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    return unreadableSource(origin, [conversionProblem(cause)]);
  }
  const { targets } = inspection;
  return {
    origin,
    readable: true,
    value,
    problems: inspection.problems,
    broken: inspection.broken,
    locate: (path, at) => position(offsetOf(document.contents, targets, path, at)),
    text: (path) => {
      const { found, value: node } = descend(document.contents, targets, path);
      const scalar = isAlias(node) ? targets.get(node) : node;
      return found && isScalar(scalar) ? scalar.source : undefined;
    },
  };
}

/** The limit on aliases is the only thing that the conversion of an inspected document is known to stumble over. */
function conversionProblem(cause: unknown): SourceProblem {
  if (cause instanceof ReferenceError) {
    return error(
      [],
      "its aliases (*name) expand to too much; write values out, or use fewer aliases of values that hold aliases",
    );
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return error([], `the YAML can't be turned into values (${reason}); simplify it`);
}

const ADVICE: Partial<Record<YAMLError["code"], string>> = {
  BLOCK_AS_IMPLICIT_KEY:
    "a key inside another key's value on the same line, or a line indented by too much; align the keys of one object, and put quotes around a value with ': ' in it",
  BAD_INDENT: "the indentation fits nothing above it; align the keys of one object and the '-' of one list",
  MULTIPLE_DOCS: "a second document begins here ('---'); one file describes one cluster: move it to a file of its own",
  TAB_AS_INDENT: "a tab in the indentation; YAML wants spaces",
  TAG_RESOLVE_FAILED: "a tag (!name) that means nothing here; remove it",
};

/** One mistake often gives several complaints: the first of each line is kept. */
function syntaxProblems(errors: readonly YAMLError[], position: (offset: number) => Position): SourceProblem[] {
  const firstOfLine = new Map<number, SourceProblem>();
  for (const { code, message, pos } of errors) {
    const place = position(pos[0]);
    if (firstOfLine.has(place.line)) continue;
    const text =
      unclosed(message) ??
      ADVICE[code] ??
      `broken YAML: ${message.replace(/\s+/g, " ")}; correct the syntax here or just above`;
    firstOfLine.set(place.line, { ...error([], text), position: place });
  }
  return [...firstOfLine.values()];
}

/** The parser puts an open bracket down to the indentation of what follows. */
function unclosed(message: string): string | undefined {
  const bracket = /end with an? ([\]}])/.exec(message)?.[1];
  return bracket && `a ${bracket === "]" ? "[" : "{"} above has no ${bracket}; close it before this line`;
}

/** A directive would have the text read by other rules than an editor's schema, or this project's documents, tell. */
function directiveProblems({ directives }: Document.Parsed): SourceProblem[] {
  return directives.yaml.explicit && directives.yaml.version !== "1.2"
    ? [
        {
          ...error(
            [],
            `the text says that it is YAML ${directives.yaml.version}; cluster files are YAML 1.2: remove %YAML`,
          ),
          position: { line: 1, column: 1 },
        },
      ]
    : [];
}

function rootProblem(root: ParsedNode | null, position: (offset: number) => Position): SourceProblem | undefined {
  if (isMap(root)) return undefined;
  if (root === null || (isScalar(root) && root.value === null)) {
    return error([], "the file describes nothing; give at least name, region and network.availabilityZones");
  }
  const kind = isSeq(root) ? "a list" : "a single value";
  return {
    ...error([], `the file holds ${kind}; keys are needed at the top: name, region, network and so on`),
    position: position(root.range[0]),
  };
}

interface Place {
  /** Whether the whole path was found. If not, the rest is about the closest parent. */
  readonly found: boolean;
  readonly key?: Node;
  readonly value: Node | null;
}

function descend(root: ParsedNode | null, targets: ReadonlyMap<Node, Node>, path: KeyPath): Place {
  let place: Omit<Place, "found"> = { value: root };
  for (const step of path) {
    const container = isAlias(place.value) ? targets.get(place.value) : place.value;
    const next = child(container, step);
    if (!next) return { ...place, found: false };
    place = next;
  }
  return { ...place, found: true };
}

function child(container: unknown, step: string | number): Omit<Place, "found"> | undefined {
  if (isSeq(container) && typeof step === "number") {
    const item = container.items[step];
    return item === undefined || isPair(item) ? undefined : { value: item as Node };
  }
  if (!isMap(container)) return undefined;
  const pair = pairsOf(container).get(String(step));
  return pair && { key: pair.key as Node, value: pair.value as Node | null };
}

const pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The pairs of an object by their keys; of those with one key, the last. */
function pairsOf(container: YAMLMap): ReadonlyMap<string, Pair> {
  const known =
    pairs.get(container) ??
    new Map(container.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
  pairs.set(container, known);
  return known;
}

function offsetOf(
  root: ParsedNode | null,
  targets: ReadonlyMap<Node, Node>,
  path: KeyPath,
  at: "key" | "value",
): number {
  const { found, key, value } = descend(root, targets, path);
  const preferred = found && at === "value" ? [value, key] : [key, value];
  return preferred.find((node) => node?.range)?.range?.[0] ?? 0;
}
