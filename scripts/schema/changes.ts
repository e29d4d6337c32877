import type { ClusterKey } from "../../src/description/changes";
import { type Change, describeChange } from "../../src/description/schema/change";

const BEGIN = "<!-- Generated from the schema by 'npm run schema'; edits are lost. -->";
const END = "<!-- End of what is generated. -->";

/** From what nobody notices to what is another cluster. */
const KINDS: readonly Change["kind"][] = [
  "nothing",
  "in-place",
  "restart",
  "drift",
  "replacement",
  "impossible",
  "another-cluster",
];

/** What a change of each key does: a row for each effect, with the keys, or the objects of keys, that have it. */
export function changesTable(keys: readonly ClusterKey[]): string {
  const rows = new Map<string, { kind: Change["kind"]; paths: string[] }>();
  for (const { path, change } of outermost(keys)) {
    const effect = describeChange(change);
    const row = rows.get(effect) ?? { kind: change.kind, paths: [] };
    row.paths.push(path);
    rows.set(effect, row);
  }
  const sorted = [...rows].toSorted(([, a], [, b]) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  const lines = sorted.map(([effect, { paths }]) => `| ${short(paths)} | ${effect} |`);
  return ["| a change of | does |", "| --- | --- |", ...lines].join("\n");
}

/** The paths, of which those beside the one before are told by their last key alone. */
function short(paths: readonly string[]): string {
  const parent = (path: string | undefined) => path?.replace(/[^.]*$/, "");
  const beside = (path: string, index: number) =>
    index > 0 && path.includes(".") && parent(paths[index - 1]) === parent(path);
  return paths
    .map((path, index) => (beside(path, index) ? `\`.${path.slice(parent(path)?.length)}\`` : `\`${path}\``))
    .join(", ");
}

/** Without the keys whose effect is that of the object around them. */
function outermost(keys: readonly ClusterKey[]): (ClusterKey & { readonly change: Change })[] {
  const around = (path: string) =>
    keys.findLast((key) => path.startsWith(`${key.path}.`) || path.startsWith(`${key.path}[].`));
  return keys.flatMap(({ path, change }) => {
    if (!change) return [];
    const outer = around(path)?.change;
    return outer && describeChange(outer) === describeChange(change) ? [] : [{ path, change }];
  });
}

/** The text with the table between its two marks. @throws Error where there are none */
export function withTable(text: string, table: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new Error(`the lines ${BEGIN} and ${END} are needed, and the table between; write them back`);
  return `${text.slice(0, begin)}${BEGIN}\n\n${table}\n\n${text.slice(end)}`;
}
