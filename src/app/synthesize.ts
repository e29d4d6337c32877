import { dirname, join, relative, resolve, sep } from "node:path";
import { App, TerraformStack } from "cdktf";
import { DescriptionError } from "../description/report";
import { OutputError, realPath, writeWhole } from "../output/folder";
import { type KnownStacks, noteStacks } from "../output/known-stacks";
import { placeLockFiles } from "../output/lock-files";
import { LOCAL_STATE_FOLDER, readContext, SettingsError } from "../settings/settings";
import { addedClusters } from "./add-clusters";
import { selectStacks, writeOnly } from "./selection";
import { summary } from "./summary";
import { withoutTokenTraces } from "./token-traces";

export interface SynthesizeOptions {
  /**
   * Folder that is written.
   * @default - what CDKTF's CLI asks for (`CDKTF_OUTDIR`), else `cdktf.out`
   */
  readonly outdir?: string;
  /** @default "cdktf.json" */
  readonly configFile?: string;
  /**
   * Clusters to write, by name; the others are checked, and stay as they were written before. None stands for all.
   * @default - what the program was called with
   */
  readonly arguments?: readonly string[];
}

/** A program that can't be what its author meant. */
class ProgramError extends Error {}

/**
 * Runs a program that adds clusters to an app, writes the stacks, and prints what was written and what to do next.
 *
 * The output folder changes only when all of it could be made: on any error it stays as it was, the problems are printed,
 * and the process ends with 1.
 *
 * @param build - has added everything when it returns; it can't be async
 */
export function synthesize(build: (app: App) => void, options: SynthesizeOptions = {}): void {
  // An empty variable is none: it would name the project's own folder.
  const outdir = resolve(options.outdir || process.env.CDKTF_OUTDIR || "cdktf.out");
  const configFile = options.configFile ?? "cdktf.json";
  const names = options.arguments ?? process.argv.slice(2);
  try {
    const context = { ...readContext(configFile), [LOCAL_STATE_FOLDER]: localStateFolder(outdir, configFile) };
    const project = dirname(resolve(configFile));
    console.log(
      writeWhole(outdir, (staging) => {
        const { text, stacks } = make(build, { staging, outdir, context, names });
        placeLockFiles(project, staging, stacks);
        return text;
      }),
    );
  } catch (error) {
    if (!isForTheUser(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

interface Making {
  /** Folder that is written now, and moved to `outdir` when all is there. */
  readonly staging: string;
  readonly outdir: string;
  readonly context: Record<string, unknown>;
  /** Clusters to write; none stands for all. */
  readonly names: readonly string[];
}

/** Makes the stacks; gives the summary and their names. */
function make(build: (app: App) => void, { staging, outdir, context, names }: Making) {
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
    const selected = selectStacks(app, names);
    if ("unknown" in selected) throw new ProgramError(unknownNames(app, selected.unknown));
    writeOnly(app, selected, outdir);
    app.synth();
    return {
      text: summary(app, noteStacks(outdir, staging, madeStacks(app, stacks)), selected),
      stacks: [...selected].map(({ node }) => node.id),
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

function madeStacks(app: App, stacks: readonly TerraformStack[]): KnownStacks {
  const retired = new Set<TerraformStack>(
    addedClusters(app).flatMap(({ cluster, clusterStack, addonsStack }) =>
      cluster.retired ? [clusterStack, addonsStack] : [],
    ),
  );
  return Object.fromEntries(stacks.map((stack) => [stack.node.id, { retired: retired.has(stack) }]));
}

function runToItsEnd(build: (app: App) => unknown, app: App): void {
  const result = build(app);
  if (typeof result !== "object" || result === null || !("then" in result) || typeof result.then !== "function") return;
  // Whatever becomes of it is of no interest any more, and must not end the process with a stack trace.
  result.then(undefined, () => {});
  throw new ProgramError(
    "the function that synthesize is given is async, and what it adds later would be left out; do what takes time before, and call synthesize with a function that isn't async",
  );
}

function isForTheUser(error: unknown): error is Error {
  return [DescriptionError, SettingsError, OutputError, ProgramError].some((kind) => error instanceof kind);
}

function unknownNames(app: App, unknown: readonly string[]): string {
  const names = addedClusters(app).map(({ cluster }) => cluster.name);
  return `the program takes names of clusters to write, and there is none named ${unknown.join(", ")}; name some of ${names.join(", ")}, or none for all`;
}

/** From a stack's folder, where Terraform runs, to the folder of `cdktf.json`, links followed as the system does. */
function localStateFolder(outdir: string, configFile: string): string {
  const project = realPath(dirname(resolve(configFile)));
  return relative(join(realPath(outdir), "stacks", "any"), project)
    .split(sep)
    .join("/");
}
