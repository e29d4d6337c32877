import { error, formatPath, type KeyPath, type Problem } from "../../../description/problem";

/** A name that stands twice: Helm would refuse the second object. */
export function duplicateNames(
  items: readonly { readonly name: string }[],
  pathOf: (index: number) => KeyPath,
): Problem[] {
  return items.flatMap(({ name }, index) => {
    const first = items.findIndex((item) => item.name === name);
    if (first === index) return [];
    return [
      error([...pathOf(index), "name"], `'${name}' is the name of ${formatPath(pathOf(first))} too; choose another`),
    ];
  });
}
