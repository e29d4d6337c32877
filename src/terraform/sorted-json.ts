/** What `JSON.stringify` writes, less functions and the like. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * JSON text for an argument of a Terraform resource: keys sorted, so that reordering a cluster file changes nothing.
 * Terraform shows a change to such a text key by key.
 *
 * `JSON.stringify` and not `Fn.jsonencode`: the latter writes `undefined` for a token in a key.
 */
export function sortedJson(value: JsonValue): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: JsonValue): JsonValue {
  if (isList(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
