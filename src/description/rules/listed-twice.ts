import { error, formatPath, type KeyPath, type Problem } from "../problem";

/**
 * What stands in a list a second time.
 * @param pathOf where an item is; by default in the list at `path`
 */
export function listedTwice(
  path: KeyPath,
  list: readonly string[],
  pathOf: (index: number) => KeyPath = (index) => [...path, index],
): Problem[] {
  return list.flatMap((item, index) =>
    list.indexOf(item) < index ? [error(pathOf(index), `${item} is listed twice; remove one`)] : [],
  );
}

/** What has the name of another item of its list: the second could not be made, or would take the place of the first. */
export function namedTwice(items: readonly { readonly name: string }[], pathOf: (index: number) => KeyPath): Problem[] {
  return items.flatMap(({ name }, index) => {
    const first = items.findIndex((item) => item.name === name);
    if (first === index) return [];
    return [
      error([...pathOf(index), "name"], `'${name}' is the name of ${formatPath(pathOf(first))} too; choose another`),
    ];
  });
}
