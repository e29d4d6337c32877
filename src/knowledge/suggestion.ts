import { closest, distance } from "fastest-levenshtein";

/** Below this, a word that is part of another says nothing. */
const TELLING_LENGTH = 4;

/**
 * The one of `possible` that was probably meant by `given`.
 *
 * Case and separators don't count (`nat_gateways`), and part of a longer name is taken too (`zones` for `availabilityZones`).
 */
export function suggest(given: string, possible: readonly string[]): string | undefined {
  const word = plain(given);
  if (possible.length === 0 || word === "") return undefined;
  const nearest = closest(word, plainOf(possible));
  if (distance(word, nearest) <= Math.max(1, Math.floor(word.length * 0.4))) {
    return possible.find((candidate) => plain(candidate) === nearest);
  }
  if (word.length < TELLING_LENGTH) return undefined;
  const containing = possible.filter((candidate) => plain(candidate).includes(word));
  return containing.length === 1 ? containing[0] : undefined;
}

const plainLists = new WeakMap<readonly string[], string[]>();

function plainOf(words: readonly string[]): string[] {
  const known = plainLists.get(words) ?? words.map(plain);
  plainLists.set(words, known);
  return known;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, "");
}

/** A question that helps with a typing error (`; did you mean default?`), or nothing if no name is near. */
export function didYouMean(given: string, possible: readonly string[]): string {
  const meant = suggest(given, possible);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}
