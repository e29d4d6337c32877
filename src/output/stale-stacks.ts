import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Set in the notes of a stack whose cluster is retired: its folder may be left behind without a word. */
export const RETIRED_NOTE = "retired";

const CONFIGURATION = "cdk.tf.json";

/**
 * What to say of stacks that were written to the output folder before and are no longer made: their resources are still
 * there, and CDKTF can't destroy what no program makes.
 *
 * @param made - names of the stacks that are made now
 */
export function staleStackWarnings(outdir: string, made: ReadonlySet<string>): string[] {
  const folders = stackFolders(join(outdir, "stacks"));
  const stale = folders.filter((name) => !made.has(name) && !isRetired(join(outdir, "stacks", name)));
  // The two stacks of a cluster in one line.
  const clusters = stale.filter((name) => !stale.some((other) => name === `${other}-addons`));
  return clusters.map((name) => warning(stale.includes(`${name}-addons`) ? [name, `${name}-addons`] : [name]));
}

function warning(stacks: readonly string[]): string {
  const [name] = stacks;
  const [were, what] = stacks.length > 1 ? ["stacks", "are"] : ["stack", "is"];
  return `warning: the ${were} ${stacks.join(" and ")} ${what} no longer made, and what they made is still there unless it was destroyed; bring the description of ${name} back with "retired: true" and run npx cdktf destroy ${stacks.join(" ")}, or, if all is gone, remove ${stacks.map((stack) => `stacks/${stack}`).join(" and ")} from the output folder`;
}

function stackFolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && read(join(folder, entry.name)) !== undefined)
      .map(({ name }) => name)
      .toSorted();
  } catch {
    return [];
  }
}

function isRetired(folder: string): boolean {
  try {
    return JSON.parse(read(folder) ?? "")["//"]?.metadata?.[RETIRED_NOTE] === true;
  } catch {
    return false;
  }
}

function read(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, CONFIGURATION), "utf8");
  } catch {
    return undefined;
  }
}
