/** Where a value stands in a tree of records and lists. */
export type Place = readonly (string | number)[];

export type Container = Record<string | number, unknown>;

/** Deeper than anything that a description may hold. */
const DEEPEST = 12;

/** The places of a value and of all that is in it, from the outside in. */
export function placesIn(value: unknown, place: Place = []): Place[] {
  if (!isContainer(value) || place.length > DEEPEST) return [place];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [place, ...[...keys].flatMap((key) => placesIn(value[key], [...place, key]))];
}

/** What stands at a place; nothing where there is no such place. */
export function valueAt(value: unknown, place: Place): unknown {
  return place.reduce((inner, key) => (isContainer(inner) ? inner[key] : undefined), value);
}

export function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}
