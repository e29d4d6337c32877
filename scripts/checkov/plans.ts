import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import type { ClusterSpec } from "../../src/description/cluster-spec";
import { privateSubnetCount } from "../../src/description/network-spec";
import { addClustersOffline } from "../../testing/offline";
import { type Check, planCopy, prepareCopy } from "../../testing/terraform-checks";
import { plausibleFacts } from "../../testing/terraform-state";

/** A plan in a file, as `terraform show -json` tells it. */
export interface PlanFile {
  readonly cluster: string;
  readonly file: string;
}

const EXAMPLES = "examples/clusters";
const CACHE = resolve(__dirname, "../../.cache/checkov");
/** What only runs in a cluster: checkov looks at AWS. */
const IN_CLUSTER = ["helm", "kubernetes"];

/**
 * Plans both stacks of each example, without network or account, and keeps each plan for as long as its
 * stack stays the same.
 * @param work an empty folder
 */
export async function planAll(work: string): Promise<PlanFile[]> {
  const outdir = join(work, "synthesized");
  const app = new App({ outdir, stackTraces: false });
  const clusters = addClustersOffline(app, EXAMPLES).map(({ cluster }) => cluster);
  app.synth();
  const checks = clusters.flatMap((cluster) => checksOf(cluster, outdir, work));
  return Promise.all(checks.map(async ({ cluster, check }) => ({ cluster, file: await planned(check, work) })));
}

function checksOf({ name, region, network }: ClusterSpec, outdir: string, work: string) {
  const check = (stack: string): Check => ({
    name: stack,
    synthesized: join(outdir, "stacks", stack),
    root: join(work, "checks", stack),
  });
  const facts = plausibleFacts(name, region, privateSubnetCount(network));
  return [
    { cluster: name, check: check(name) },
    { cluster: name, check: { ...check(`${name}-addons`), without: IN_CLUSTER, facts } },
  ];
}

/** The file that has the plan of a stack. Its name has the stack's, and differs for a stack that differs. */
async function planned(check: Check, work: string): Promise<string> {
  const copy = prepareCopy(check);
  const stack = readFileSync(join(copy.folder, "cdk.tf.json"), "utf8");
  const hash = createHash("sha256")
    .update(stack)
    .update(JSON.stringify(check.facts ?? {}))
    .digest("hex")
    .slice(0, 16);
  const file = join(CACHE, `${check.name}.${hash}.json`);
  if (!existsSync(file)) {
    const plan = JSON.stringify(await planCopy(copy));
    mkdirSync(CACHE, { recursive: true });
    // Moved when it is whole: what is there is taken for a plan.
    const partial = join(work, `${check.name}.json`);
    writeFileSync(partial, plan);
    renameSync(partial, file);
  }
  return file;
}
