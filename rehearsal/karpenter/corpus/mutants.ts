import { isContainer, type Place, placesIn, valueAt } from "../../../testing/places";
import { pick, type Random } from "../../../testing/random";
import type { Described } from "./described";

/** Values at the edges of what the schemas take, to be put in any place. */
const EDGES: readonly unknown[] = [
  "",
  "a",
  "A b",
  "-a",
  "a".repeat(64),
  "a".repeat(300),
  "0",
  "1",
  "-1",
  "1.5",
  "100%",
  "101%",
  "Never",
  "0s",
  "90s",
  "1h30m",
  "1Gi",
  "1e3",
  "karpenter.sh/nodepool",
  "example.com/a",
  "In",
  "Gt",
  0,
  1,
  -1,
  1.5,
  64,
  101,
  2 ** 31,
  2 ** 53,
  true,
  false,
  null,
  [],
  {},
];

/**
 * A description with one or two things changed: a key gone or doubled, a value from the edges, or from anywhere in the
 * other descriptions.
 *
 * @param others - descriptions of the same kind that parts are taken from
 */
export function mutantOf(original: Described, others: readonly Described[], random: Random): Described {
  const times = random() < 0.7 ? 1 : 2;
  let mutant = original;
  for (let time = 0; time < times; time++) mutant = mutate(mutant, pick(others, random) ?? mutant, random);
  return mutant;
}

function mutate(original: Described, other: Described, random: Random): Described {
  const choice = random();
  if (choice < 0.45) return transplant(original, other, random);
  // The first two paths are those of the description and of the object in it.
  const path = pick(placesIn(original).slice(2), random);
  if (path === undefined) return transplant(original, other, random);
  if (choice < 0.75) return changed(original, path, () => [pick(EDGES, random)]);
  if (choice < 0.9) return changed(original, path, () => []);
  return changed(original, path, (value) => [value, value]);
}

/** Puts a part of the other description where it would stand in this one, if there is such a place. */
function transplant(original: Described, other: Described, random: Random): Described {
  const places = placesIn(other).filter((path) => path.length > 1 && isContainer(valueAt(original, path.slice(0, -1))));
  const path = pick(places, random);
  return path === undefined ? original : changed(original, path, () => [structuredClone(valueAt(other, path))]);
}

/** A copy in which the value at a path gave way to others: none removes it, two double it where that can be. */
function changed(original: Described, path: Place, change: (value: unknown) => readonly unknown[]): Described {
  const copy = structuredClone(original);
  const parent = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (Array.isArray(parent) && typeof key === "number") parent.splice(key, 1, ...change(parent[key]));
  else if (isContainer(parent) && key !== undefined) {
    const [value, ...more] = change(parent[key]);
    if (value === undefined && more.length === 0) delete parent[key];
    else parent[key] = value;
  }
  return copy;
}
