import type { KeyPath } from "../problem";

type Container = Record<string | number, unknown>;

/**
 * A value with changes in it. What was given stays as it is: a container is copied when the first thing in it changes,
 * and only then, so that a thousand changes to one object don't copy it a thousand times.
 */
export class Draft {
  readonly #copies = new WeakSet<object>();
  #root: unknown;

  constructor(value: unknown) {
    this.#root = value;
  }

  get value(): unknown {
    return this.#root;
  }

  /** Takes out a key; the items of lists keep their places. */
  remove(path: KeyPath): void {
    const [parent, key] = this.#parentOf(path);
    if (parent && key !== undefined && !Array.isArray(parent)) delete parent[key];
  }

  put(path: KeyPath, value: unknown): void {
    if (path.length === 0) this.#root = value;
    const [parent, key] = this.#parentOf(path);
    if (parent && key !== undefined) define(parent, key, value);
  }

  /** The container of a path's last key, ready to be changed. */
  #parentOf(path: KeyPath): [Container | undefined, string | number | undefined] {
    if (path.length === 0) return [undefined, undefined];
    let container = this.#own(this.#root);
    this.#root = container;
    for (const key of path.slice(0, -1)) {
      const inner: Container = this.#own(Object.hasOwn(container, key) ? container[key] : undefined);
      define(container, key, inner);
      container = inner;
    }
    return [container, path.at(-1)];
  }

  #own(value: unknown): Container {
    if (isContainer(value) && this.#copies.has(value)) return value;
    const copy: unknown = Array.isArray(value) ? [...value] : { ...(isContainer(value) ? value : {}) };
    this.#copies.add(copy as object);
    return copy as Container;
  }
}

/** As an assignment, but for `__proto__` too. */
function define(container: Container, key: string | number, value: unknown): void {
  Object.defineProperty(container, key, { value, configurable: true, enumerable: true, writable: true });
}

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}
