import { clusterOf, type Example, errorLines, problemsOf } from "../../../testing/corpus";
import { clusterSpec } from "../../../testing/stacks";
import { expandNodeClass, expandNodePool, nodeSelectors, type ParsedNodeClass, type ParsedNodePool } from "../product";
import type { CustomResource } from "./server";

/** A node pool or node class as a cluster file has it, good or bad. */
export type Described = Pick<Example, "nodePool" | "nodeClass">;

/** The description in an example, without what else the example says. */
export function describedBy({ nodePool, nodeClass }: Example): Described {
  return nodeClass === undefined ? { nodePool } : { nodeClass };
}

/** What our own schema and rules find wrong; empty where they accept it. */
export function errorsOf(described: Described): string {
  return errorLines(problemsOf(clusterOf({ name: "", valid: false, ...described })));
}

const CONTEXT = { clusterName: "sandbox", tags: {}, selectors: nodeSelectors(clusterSpec()) };

/**
 * The object that the product would send if nothing had been checked.
 *
 * What was written goes through the product's own expansion as it stands, whether the schema likes it or not. The
 * expansion looks at no types, so a number where a text belongs arrives as a number. It does drop keys that a node pool
 * does not have, and of a reference to a node class all but its name.
 *
 * @returns nothing where not even the expansion can read it, such as a list that is none
 */
export function objectOf({ nodePool, nodeClass }: Described): CustomResource | undefined {
  try {
    return nodeClass === undefined
      ? expandNodePool(nodePool as ParsedNodePool)
      : expandNodeClass(nodeClass as ParsedNodeClass, CONTEXT);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A verdict in words. */
export function said(refusal: string | undefined): string {
  return refusal ? `refused it (${refusal.replaceAll("\n", ", ")})` : "accepted it";
}
