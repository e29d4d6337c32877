import { type Container, isContainer, placesIn, valueAt } from "../../testing/places";
import { pick, type Random } from "../../testing/random";
import { HOSTILE, ODD_KEYS, ODD_VALUES } from "./values";

/**
 * A copy of a description with a few things changed, anywhere in it: a value or a key gone, doubled, swapped for an odd
 * one, or taken from another description.
 */
export function changedValue(original: unknown, others: readonly unknown[], random: Random): unknown {
  let value = structuredClone(original);
  const times = 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time++) value = change(value, pick(others, random), random);
  return value;
}

function change(value: unknown, other: unknown, random: Random): unknown {
  const path = pick(placesIn(value), random) ?? [];
  const choice = random();
  if (path.length === 0) return choice < 0.9 ? value : structuredClone(pick(ODD_VALUES, random));
  const parent = valueAt(value, path.slice(0, -1));
  const key = path.at(-1);
  if (!isContainer(parent) || key === undefined) return value;
  if (choice < 0.35) set(parent, key, structuredClone(pick(ODD_VALUES, random)));
  else if (choice < 0.55) {
    const kept = typeof parent[key] === "string" && random() < 0.5 ? parent[key] : "";
    set(parent, key, `${kept}${pick(HOSTILE, random)}`);
  } else if (choice < 0.65) remove(parent, key);
  else if (choice < 0.75) rename(parent, key, pick(ODD_KEYS, random) ?? "");
  else if (choice < 0.85) set(parent, key, [parent[key], structuredClone(parent[key])]);
  else set(parent, key, structuredClone(valueAt(other, pick(placesIn(other), random) ?? [])));
  return value;
}

/** A text with a few characters changed, lines moved, or its end cut off. */
export function changedText(original: string, random: Random): string {
  let text = original;
  const times = 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time++) {
    const at = Math.floor(random() * (text.length + 1));
    const choice = random();
    const piece = pick([...HOSTILE, ...TEXT_PIECES], random) ?? "";
    if (choice < 0.4) text = text.slice(0, at) + piece + text.slice(at);
    else if (choice < 0.6) text = text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 10));
    else if (choice < 0.7) text = text.slice(0, at);
    else {
      const lines = text.split("\n");
      const line = Math.floor(random() * lines.length);
      lines.splice(line, choice < 0.85 ? 1 : 0, `${" ".repeat(Math.floor(random() * 6))}${pick(lines, random)}`);
      text = lines.join("\n");
    }
  }
  return text;
}

/** What means something in YAML or JSON. */
const TEXT_PIECES = [
  "\t",
  "  ",
  "\n",
  "\r",
  ":",
  ": ",
  "- ",
  "#",
  "[",
  "]",
  "{",
  "}",
  "&a ",
  "*a",
  "!!str ",
  "|",
  ">",
  "'",
  '"',
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  "<<: *a",
  "? ",
  "\u0000",
  "\ufeff",
  "\u2028",
  ",",
  "\\",
  "0x1f",
  "~",
  "1e999",
  ".nan",
];

function remove(parent: Container, key: string | number): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

function rename(parent: Container, key: string | number, name: string): void {
  if (Array.isArray(parent)) return;
  const value = parent[key];
  remove(parent, key);
  set(parent, name, value);
}

/** As an assignment, but for `__proto__` too. */
function set(parent: Container, key: string | number, value: unknown): void {
  Object.defineProperty(parent, key, { value, configurable: true, enumerable: true, writable: true });
}
