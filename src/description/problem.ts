/** Keys from the root of a description to one value: `["karpenter", "nodePools", 0, "name"]`. */
export type KeyPath = readonly (string | number)[];

/**
 * Something wrong, or worth a second look, in a description of a cluster.
 *
 * A problem knows the key path only; where that is in a file is the business of whoever read the file.
 */
export interface Problem {
  /** `error` stops synthesis, `warning` is shown and lets it go on. */
  readonly severity: "error" | "warning";
  /** The value that is wrong. For a missing key: the key, as if it were there. */
  readonly path: KeyPath;
  /** What is wrong (what was given, what is needed), then what to do; the two parted by a semicolon. */
  readonly message: string;
  /**
   * Other values that the message leans on. A problem is not reported when one of them is wrong itself.
   * @default - none
   */
  readonly because?: readonly KeyPath[];
  /**
   * Whether the key is wrong (an unknown key) or its value.
   * @default "value"
   */
  readonly at?: "key" | "value";
  /**
   * Whether it is about a default: whoever writes the value down has seen it, and hears no more of it.
   * @default false
   */
  readonly untilWritten?: boolean;
  /**
   * How many more it stands for, that nobody would read.
   * @default 0
   */
  readonly untold?: number;
  /**
   * Whether it is no problem as long as nothing is written at `path`, whatever the default is.
   * @default false
   */
  readonly ifWritten?: boolean;
}

/** An error at `path`. */
export function error(path: KeyPath, message: string, because?: readonly KeyPath[]): Problem {
  return because ? { severity: "error", path, message, because } : { severity: "error", path, message };
}

/** A warning at `path`. */
export function warning(path: KeyPath, message: string, because?: readonly KeyPath[]): Problem {
  return because ? { severity: "warning", path, message, because } : { severity: "warning", path, message };
}

/** A warning at `path` about a value that is a default; it goes when the value is written down. */
export function defaultWarning(path: KeyPath, message: string, because?: readonly KeyPath[]): Problem {
  return { ...warning(path, message, because), untilWritten: true };
}

/** An error at `path` about a key that has no place there, should it be written. */
export function misplaced(path: KeyPath, message: string, because?: readonly KeyPath[]): Problem {
  return { ...error(path, message, because), at: "key", ifWritten: true };
}

/** `karpenter.nodePools[0].name` */
export function formatPath(path: KeyPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}
