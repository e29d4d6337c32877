import { isToken } from "../terraform/token";
import { error, type KeyPath, type Problem } from "./problem";

/** A value from a program, as a file could have it. */
export interface PlainData {
  readonly data: unknown;
  /** Values that no file could have. */
  readonly problems: readonly Problem[];
}

/** More levels than any description has, and far fewer than would exhaust the stack. */
const MAX_DEPTH = 100;

const IS_TOKEN =
  "this is a token, or reads like one: its value is known only when Terraform runs, and what is written here is checked before; give the value itself";

/**
 * A copy of what a program wrote, and what of it can't be in a description: CDKTF's tokens, and objects without an end.
 *
 * Values of a wrong type are left to the schema, which has better words for them.
 */
export function plainData(value: unknown): PlainData {
  const problems: Problem[] = [];
  return { data: copy(value, [], [], problems), problems };
}

function copy(value: unknown, path: KeyPath, above: readonly unknown[], problems: Problem[]): unknown {
  const report = (message: string) => {
    problems.push(error(path, message));
    return undefined;
  };
  if (isToken(value)) return report(IS_TOKEN);
  if (!isContainer(value)) return value;
  if (above.includes(value)) return report("this holds itself; write the value out");
  if (above.length >= MAX_DEPTH) return report(`nested more than ${MAX_DEPTH} levels deep; flatten it`);
  const inside = [...above, value];
  if (Array.isArray(value)) {
    if (value.length === 1 && isToken(value[0])) return report(IS_TOKEN);
    return Array.from(value, (item, index) => copy(item, [...path, index], inside, problems));
  }
  const entries = Object.entries(value);
  if (entries.some(([key]) => isToken(key))) return report(IS_TOKEN);
  if (Object.hasOwn(value, "__proto__")) return report('a key named "__proto__" can\'t be used; remove it');
  return Object.fromEntries(entries.map(([key, inner]) => [key, copy(inner, [...path, key], inside, problems)]));
}

function isContainer(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || prototype === Object.prototype;
}
