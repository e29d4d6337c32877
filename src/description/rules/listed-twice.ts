import { error, type KeyPath, type Problem } from "../problem";

/** What stands in a list a second time. */
export function listedTwice(path: KeyPath, list: readonly string[]): Problem[] {
  return list.flatMap((item, index) =>
    list.indexOf(item) < index ? [error([...path, index], `${item} is listed twice; remove one`)] : [],
  );
}
