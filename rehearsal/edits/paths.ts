import { parse as parseYaml, stringify } from "yaml";

/** Sets a value by its path (`karpenter.nodePools[0].limits`); objects on the way are made. */
export function setByPath(root: object, path: string, value: unknown): void {
  const steps = path.replaceAll("[", ".").replaceAll("]", "").split(".");
  const last = steps.pop() ?? "";
  const holder = steps.reduce<object>((at, step) => {
    const next = Reflect.get(at, step);
    if (typeof next === "object" && next !== null) return next;
    const made = {};
    Reflect.set(at, step, made);
    return made;
  }, root);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
}

/** Paths of the keys in a value, with `[]` for each item of a list: of all, and of what is below them. */
export function pathsIn(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item) => pathsIn(item, `${path}[]`))];
  if (typeof value !== "object" || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, path === "" ? key : `${path}.${key}`)),
  ];
}

/** A copy of plain data. */
export function copyOf<T>(value: T): T {
  return parseYaml(stringify(value));
}
