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
 * A text of this project's own as Terraform takes it. In Terraform's JSON syntax `${` and `%{` begin a template even inside
 * plain text. CDKTF's tokens are left alone, they are meant to be templates; the text beside them isn't.
 *
 * Texts of a description need no such care: they come without templates and tokens (`plainText`).
 */
export function literal(text: string): string {
  // By a function: in a replacement text, `$$` would stand for a single `$`.
  return text.replace(/%(?=\{)|\$(?=\{)(?!\{TfToken\[[\w:.-]+\]\})/g, (sign) => sign + sign);
}

/**
 * JSON text for an argument of a Terraform resource: keys sorted, so that reordering a cluster file changes nothing, and
 * strings taken as they are (`literal`). Terraform shows a change to such a text key by key.
 *
 * `JSON.stringify` and not `Fn.jsonencode`: the latter writes `undefined` for a token in a key.
 */
export function literalJson(value: JsonValue): string {
  return JSON.stringify(prepare(value));
}

function prepare(value: JsonValue): JsonValue {
  if (typeof value === "string") return literal(value);
  if (isList(value)) return value.map(prepare);
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [literal(key), prepare(inner)]));
  }
  return value;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
