import { suggest } from "../description/parsing/suggestion";

/** A question that helps with a typing error (`; did you mean default?`), or nothing if no name is near. */
export function didYouMean(given: string, possible: readonly string[]): string {
  const meant = suggest(given, possible);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}
