import { Token } from "cdktf";

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
 * A string that Terraform takes as it is. In Terraform's JSON syntax `${` and `%{` begin a template even inside plain
 * text, so `${HOME}` in a node's user data would fail the plan, or be replaced without a word.
 *
 * Strings that hold a CDKTF token are left alone: they are meant to be templates.
 */
export function literal(text: string): string {
  // By a function: in a replacement text, `$$` would stand for a single `$`.
  return Token.isUnresolved(text) ? text : text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** Tags, with keys and values that Terraform takes as they are. */
export function literalTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [literal(key), literal(value)]));
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
