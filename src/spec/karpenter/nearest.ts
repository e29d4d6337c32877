import { closest, distance } from "fastest-levenshtein";

/** A question that helps with a typing error (`, did you mean 'default'?`), or nothing if no name is near. */
export function didYouMean(name: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const nearest = closest(name, names);
  return distance(name, nearest) <= Math.max(2, Math.floor(name.length / 3)) ? `, did you mean '${nearest}'?` : "";
}
