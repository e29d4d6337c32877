import { existsSync } from "node:fs";
import type { IStackSynthesizer, TerraformStack } from "cdktf";
import { stackFileOf } from "../output/stack-files";
import type { ClusterStacks } from "./add-clusters";

/**
 * The stacks that names stand for: a cluster's name for both of its stacks, that of a stack of the program's own for it.
 * No name stands for all.
 *
 * @param stacks - all that the program has
 * @param clusters - what of them is a cluster's
 * @returns the stacks, or the names that nothing has
 */
export function selectStacks(
  stacks: readonly TerraformStack[],
  clusters: readonly ClusterStacks[],
  names: readonly string[],
): ReadonlySet<TerraformStack> | { unknown: string[] } {
  if (names.length === 0) return new Set(stacks);
  const pairs = clusters.map(({ clusterStack, addonsStack }) => [clusterStack, addonsStack]);
  const paired = new Set<TerraformStack>(pairs.flat());
  const own = stacks.filter((stack) => !paired.has(stack)).map((stack) => [stack]);
  const byName = new Map(
    [...pairs, ...own].map((group): [string, TerraformStack[]] => [group[0]?.node.id ?? "", group]),
  );
  const unknown = names.filter((name) => !byName.has(name));
  return unknown.length > 0 ? { unknown } : new Set(names.flatMap((name) => byName.get(name) ?? []));
}

/**
 * Leaves all other stacks as they were written the last time: they aren't made anew, and stay in the manifest, by
 * which CDKTF's CLI knows them.
 *
 * @param outdir - where they were written
 */
export function writeOnly(
  stacks: readonly TerraformStack[],
  selected: ReadonlySet<TerraformStack>,
  outdir: string,
): void {
  for (const stack of stacks) {
    if (!selected.has(stack)) stack.synthesizer = asBefore(stack, outdir);
  }
}

function asBefore(stack: TerraformStack, outdir: string): IStackSynthesizer {
  return {
    synthesize({ manifest }) {
      if (existsSync(stackFileOf(outdir, stack.node.id))) manifest.forStack(stack);
    },
  };
}
