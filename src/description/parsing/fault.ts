import type { z } from "zod";
import type { KeyPath } from "../problem";

/**
 * One thing that is wrong with one value: zod's issues, flattened.
 *
 * `message` is what the schema itself says, or empty.
 */
export type Fault = { readonly path: KeyPath; readonly message: string } & (
  | { readonly kind: "unknownKey" }
  | { readonly kind: "key" }
  | { readonly kind: "type" }
  | { readonly kind: "choice"; readonly values: readonly unknown[] }
  | { readonly kind: "size"; readonly bound: "least" | "most"; readonly limit: number }
  | { readonly kind: "value" }
);

type Issue = z.core.$ZodIssue;

/** Flattens the issues of a parse. Of a union, only the branch that was meant is kept. */
export function faultsOf(issues: readonly Issue[], above: KeyPath = []): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    const path = [...above, ...keys(issue.path)];
    const message = issue.message;
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => ({ kind: "unknownKey", path: [...path, key], message: "" }));
      case "invalid_key":
        return [{ kind: "key", path, message: issue.issues.find((inner) => inner.message !== "")?.message ?? message }];
      case "invalid_type":
        return [{ kind: "type", path, message }];
      case "invalid_value":
        return [{ kind: "choice", path, message, values: issue.values }];
      case "too_small":
        return [{ kind: "size", path, message, bound: "least", limit: Number(issue.minimum) }];
      case "too_big":
        return [{ kind: "size", path, message, bound: "most", limit: Number(issue.maximum) }];
      case "invalid_union":
        return unionFaults(issue, path);
      default:
        return [{ kind: "value", path, message }];
    }
  });
}

function unionFaults(issue: Extract<Issue, { code: "invalid_union" }>, path: KeyPath): Fault[] {
  const { message } = issue;
  if (issue.errors.length === 0) {
    const values = "options" in issue && Array.isArray(issue.options) ? issue.options : [];
    return [{ kind: "choice", path, message, values }];
  }
  const fitting = issue.errors.filter((branch) => !isOfOtherType(branch));
  const values = fitting.flatMap((branch) => choicesOf(branch) ?? []);
  const [meant] = fitting.filter((branch) => !choicesOf(branch)).toSorted((a, b) => a.length - b.length);
  if (meant?.some((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys")) return faultsOf(meant, path);
  if (message !== "") return [{ kind: "value", path, message }];
  if (meant) return faultsOf(meant, path);
  if (fitting.length < issue.errors.length) return [{ kind: "type", path, message }];
  return [{ kind: "choice", path, message, values }];
}

/** Whether a branch of a union was out of the question from the start. */
function isOfOtherType(branch: readonly Issue[]): boolean {
  return branch.some(
    (issue) =>
      issue.path.length === 0 &&
      (issue.code === "invalid_type" || (issue.code === "invalid_union" && issue.errors.every(isOfOtherType))),
  );
}

function choicesOf(branch: readonly Issue[]): readonly unknown[] | undefined {
  const [issue] = branch;
  return branch.length === 1 && issue?.code === "invalid_value" && issue.path.length === 0 ? issue.values : undefined;
}

function keys(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((key) => (typeof key === "symbol" ? String(key) : key));
}
