import { existsSync } from "node:fs";
import { join } from "node:path";
import { type App, type IStackSynthesizer, TerraformStack } from "cdktf";
import { addedClusters } from "./add-clusters";

/**
 * The stacks that names stand for: a cluster's name for both of its stacks, that of a stack of the program's own for it.
 * No name stands for all.
 *
 * @returns the stacks, or the names that nothing has
 */
export function selectStacks(app: App, names: readonly string[]): ReadonlySet<TerraformStack> | { unknown: string[] } {
  const stacks = app.node.findAll().filter(TerraformStack.isStack);
  if (names.length === 0) return new Set(stacks);
  const pairs = addedClusters(app).map(({ clusterStack, addonsStack }) => [clusterStack, addonsStack]);
  const own = stacks.filter((stack) => !pairs.flat().some((one) => one === stack)).map((stack) => [stack]);
  const byName = new Map(
    [...pairs, ...own].map((group): [string, TerraformStack[]] => [group[0]?.node.id ?? "", group]),
  );
  const unknown = names.filter((name) => !byName.has(name));
  return unknown.length > 0 ? { unknown } : new Set(names.flatMap((name) => byName.get(name) ?? []));
}

/**
 * Leaves all other stacks of an app as they were written the last time: they aren't made anew, and stay in the manifest, by
 * which CDKTF's CLI knows them.
 *
 * @param outdir - where they were written
 */
export function writeOnly(app: App, selected: ReadonlySet<TerraformStack>, outdir: string): void {
  for (const stack of app.node.findAll().filter(TerraformStack.isStack)) {
    if (!selected.has(stack)) stack.synthesizer = asBefore(stack, outdir);
  }
}

function asBefore(stack: TerraformStack, outdir: string): IStackSynthesizer {
  return {
    synthesize({ manifest }) {
      if (existsSync(join(outdir, "stacks", stack.node.id, "cdk.tf.json"))) manifest.forStack(stack);
    },
  };
}
