import { dirname, join, relative, resolve, sep } from "node:path";
import { App, TerraformStack } from "cdktf";
import { realPath, writeWhole } from "../output/folder";
import { type KnownStacks, noteStacks } from "../output/known-stacks";
import { placeLockFiles } from "../output/lock-files";
import { LOCAL_STATE_FOLDER, readContext } from "../settings/settings";
import { addedClusters, type ClusterStacks, notes } from "./add-clusters";
import { selectStacks, writeOnly } from "./selection";
import { summary } from "./summary";
import { withoutTokenTraces } from "./token-traces";

export interface SynthesizeOptions {
  /**
   * Folder that is written.
   * @default - what CDKTF's CLI asks for (`CDKTF_OUTDIR`), else `cdktf.out`
   */
  readonly outdir?: string;
  /**
   * File with the project's settings.
   * @default "cdktf.json"
   */
  readonly configFile?: string;
  /**
   * Clusters to write, by name; the others are checked, and stay as they were written before. An empty list stands for
   * all.
   * @default - all
   */
  readonly only?: readonly string[];
}

/** What a program came to. */
export interface Synthesis {
  /** Folder that was written, as an absolute path. */
  readonly folder: string;
  /** Clusters that were written, in the order in which they were added. */
  readonly clusters: readonly ClusterStacks[];
  /** What is worth a second look, one line each: in the clusters, of files that were left out, of stacks that are no longer made. */
  readonly warnings: readonly string[];
  /** What was written, the warnings, and the commands to run next, in words. */
  readonly summary: string;
}

/**
 * A program that can't be what its author meant: it adds no cluster, is async, or names clusters to write that there are
 * not.
 */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
}

/**
 * Runs a program that adds clusters to an app, and writes the stacks. It prints nothing; {@link main} does.
 *
 * The output folder changes only when all of it could be made: on any error it stays as it was.
 *
 * @param build - has added everything when it returns; it can't be async
 * @throws DescriptionError when a description can't be built
 * @throws SettingsError when the project's settings can't be used
 * @throws ProgramError when the program can't be what its author meant
 * @throws OutputError when the folder can't be written
 */
export function synthesize(build: (app: App) => void, options: SynthesizeOptions = {}): Synthesis {
  // An empty variable is none: it would name the project's own folder.
  const outdir = resolve(options.outdir || process.env.CDKTF_OUTDIR || "cdktf.out");
  const configFile = options.configFile ?? "cdktf.json";
  const names = options.only ?? [];
  const context = { ...readContext(configFile), [LOCAL_STATE_FOLDER]: localStateFolder(outdir, configFile) };
  const project = dirname(resolve(configFile));
  return writeWhole(outdir, (staging) => {
    const made = make(build, { staging, outdir, project, context, names });
    return { folder: outdir, ...made };
  });
}

interface Making {
  /** Folder that is written now, and moved to `outdir` when all is there. */
  readonly staging: string;
  readonly outdir: string;
  /** Folder of `cdktf.json`. */
  readonly project: string;
  readonly context: Record<string, unknown>;
  /** Clusters to write; none stands for all. */
  readonly names: readonly string[];
}

/** Makes the stacks; gives what came of it. */
function make(build: (app: App) => void, { staging, outdir, project, context, names }: Making) {
  // Stack traces would put paths of this machine into the output.
  const app = withoutContextOfCli(() => new App({ outdir: staging, context, stackTraces: false }));
  return withoutTokenTraces(() => {
    runToItsEnd(build, app);
    const stacks = app.node.findAll().filter(TerraformStack.isStack);
    if (stacks.length === 0) {
      throw new ProgramError(
        "the program added no cluster; call addCluster or addClusterFiles with the app it is given",
      );
    }
    const added = addedClusters(app);
    const selected = selectStacks(stacks, added, names);
    if ("unknown" in selected) throw new ProgramError(unknownNames(added, selected.unknown));
    writeOnly(stacks, selected, outdir);
    app.synth();
    const clusters = added.filter(({ clusterStack }) => selected.has(clusterStack));
    const others = [
      ...notes(app),
      ...noteStacks(outdir, staging, madeStacks(added, stacks)),
      ...placeLockFiles(
        project,
        staging,
        [...selected].map(({ node }) => node.id),
      ),
    ];
    return {
      clusters,
      warnings: [...clusters.flatMap(({ warnings }) => warnings), ...others],
      summary: summary(clusters, others),
    };
  });
}

/** CDKTF lets the environment overrule a context that it is given, and ends with a stack trace where it isn't JSON. */
function withoutContextOfCli<T>(run: () => T): T {
  const { CDKTF_CONTEXT_JSON: before } = process.env;
  delete process.env.CDKTF_CONTEXT_JSON;
  try {
    return run();
  } finally {
    if (before !== undefined) process.env.CDKTF_CONTEXT_JSON = before;
  }
}

function madeStacks(clusters: readonly ClusterStacks[], stacks: readonly TerraformStack[]): KnownStacks {
  const retired = new Set<TerraformStack>(
    clusters.flatMap(({ cluster, clusterStack, addonsStack }) => (cluster.retired ? [clusterStack, addonsStack] : [])),
  );
  return Object.fromEntries(stacks.map((stack) => [stack.node.id, { retired: retired.has(stack) }]));
}

function runToItsEnd(build: (app: App) => unknown, app: App): void {
  const result = build(app);
  if (typeof result !== "object" || result === null || !("then" in result) || typeof result.then !== "function") return;
  // Whatever becomes of it is of no interest any more, and must not end the process with a stack trace.
  result.then(undefined, () => {});
  throw new ProgramError(
    "the function that main or synthesize is given is async, and what it adds later would be left out; do what takes time before, and give it one that isn't async",
  );
}

function unknownNames(clusters: readonly ClusterStacks[], unknown: readonly string[]): string {
  const names = clusters.map(({ cluster }) => cluster.name);
  return `the program takes names of clusters to write, and there is none named ${unknown.join(", ")}; name some of ${names.join(", ")}, or none for all`;
}

/** From a stack's folder, where Terraform runs, to the folder of `cdktf.json`, links followed as the system does. */
function localStateFolder(outdir: string, configFile: string): string {
  const project = realPath(dirname(resolve(configFile)));
  return relative(join(realPath(outdir), "stacks", "any"), project)
    .split(sep)
    .join("/");
}
