import { originalAddress } from "./stand-in";

type Arguments = Readonly<Record<string, unknown>>;

/** What Terraform would do to one resource, with its address in the synthesized stack. */
export interface Change {
  readonly address: string;
  /** `create`, `update`, `delete`, or `replace`. */
  readonly action: string;
  /** Names of the top-level arguments that change, for an update. */
  readonly attributes: readonly string[];
}

/** What Terraform found to differ from the state, and what it would do. */
export interface Plan {
  readonly changes: readonly Change[];
  /** Whether nothing is to be done, outputs included. */
  readonly empty: boolean;
}

/** A plan as `terraform show -json` tells it, as far as it is looked at. */
export interface PlanDocument {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Arguments | null;
      readonly after: Arguments | null;
    };
  }[];
}

/** What a plan would do, each to the resource of the synthesized stack that is meant. */
export function readChanges({ resource_changes: changes = [] }: PlanDocument): Change[] {
  return changes.flatMap(({ address, change: { actions, before, after } }) => {
    const original = originalAddress(address);
    const action = actions.length > 1 ? "replace" : (actions[0] ?? "");
    if (!original || ["no-op", "read"].includes(action)) return [];
    if (action !== "update") return [{ address: original, action, attributes: [] }];
    const [old, next] = [before, after].map((state) => (original === address ? (state ?? {}) : carried(state)));
    const same = (name: string) => JSON.stringify(old?.[name]) === JSON.stringify(next?.[name]);
    const attributes = Object.keys({ ...old, ...next }).filter((name) => !same(name));
    return [{ address: original, action, attributes: attributes.sort() }];
  });
}

/** The arguments that a stand-in carries for the resource that it stands for. */
function carried(state: Arguments | null): Arguments {
  const { input } = state ?? {};
  const release = typeof input === "object" && input !== null && "release" in input ? input.release : {};
  return typeof release === "object" && release !== null ? Object.fromEntries(Object.entries(release)) : {};
}
