import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { addonsStackName } from "../knowledge/names";

/**
 * In the output folder: the stacks that were written to it, and not only those of the last time, as in CDKTF's manifest.
 * CDKTF's CLI removes the folders of stacks that the manifest doesn't list.
 */
const FILE = "known-stacks.json";

const KnownStacksSchema = z.record(z.string(), z.strictObject({ retired: z.boolean() }));

/** Name of a stack → whether its cluster is retired: then it may go without a word. */
export type KnownStacks = Readonly<Record<string, { readonly retired: boolean }>>;

/**
 * Notes the stacks that are made now, and those that were made before and are missed.
 *
 * @param outdir - folder whose note of the last time is read
 * @param staging - folder that the new note is written to
 * @returns what to say of the missed ones: their resources are still there, and CDKTF can't destroy what no program makes
 */
export function noteStacks(outdir: string, staging: string, made: KnownStacks): string[] {
  const missed = Object.entries(readNote(outdir)).filter(
    ([name, { retired }]) => !retired && !Object.hasOwn(made, name),
  );
  const entries = [...Object.entries(made), ...missed].toSorted(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(join(staging, FILE), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
  const names = missed.map(([name]) => name).toSorted();
  return names.filter((name) => !isSecond(name, names)).map((name) => warning(name, names));
}

/** Whether it is the second stack of a cluster whose first is among the names. */
function isSecond(name: string, names: readonly string[]): boolean {
  return names.some((first) => name === addonsStackName(first));
}

function warning(name: string, names: readonly string[]): string {
  const stacks = names.includes(addonsStackName(name)) ? [name, addonsStackName(name)] : [name];
  const isCluster = stacks.length > 1;
  const [what, back] = isCluster
    ? ["stacks", `the description of ${name} back with "retired: true", deploy it`]
    : ["stack", "it back"];
  return `warning: the ${what} ${stacks.join(" and ")} ${isCluster ? "are" : "is"} no longer made, and what they made is still there unless it was destroyed; bring ${back} and run npx cdktf destroy ${stacks.join(" ")}, or, if all is gone, remove them from ${FILE} in the output folder`;
}

function readNote(outdir: string): KnownStacks {
  try {
    return KnownStacksSchema.parse(JSON.parse(readFileSync(join(outdir, FILE), "utf8")));
  } catch {
    // No note, or one that can't be read: nothing is known of before.
    return {};
  }
}
