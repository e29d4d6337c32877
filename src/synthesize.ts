import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { App } from "cdktf";
import { readContext, SettingsError } from "./settings";
import { DescriptionError } from "./spec/report";
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
}

/**
 * Runs a program that adds clusters to an app, writes the stacks, and prints what was written and what to do next.
 *
 * The output folder changes only when all of it could be made: on any error it stays as it was, the problems are printed,
 * and the process ends with 1.
 */
export function synthesize(build: (app: App) => void, options: SynthesizeOptions = {}): void {
  const outdir = resolve(options.outdir ?? process.env.CDKTF_OUTDIR ?? "cdktf.out");
  let staging: string | undefined;
  try {
    const context = readContext(options.configFile ?? "cdktf.json");
    mkdirSync(dirname(outdir), { recursive: true });
    staging = mkdtempSync(join(dirname(outdir), `.${basename(outdir)}-`));
    // Stack traces would put paths of this machine into the output.
    const app = new App({ outdir: staging, context, stackTraces: false });
    // CDKTF lets the environment overrule a context that it is given.
    for (const [key, value] of Object.entries(context)) app.node.setContext(key, value);
    withoutTokenTraces(() => {
      build(app);
      app.synth();
    });
    publish(staging, outdir);
    console.log(summary(app));
  } catch (error) {
    if (!(error instanceof DescriptionError || error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    if (staging) rmSync(staging, { recursive: true, force: true });
  }
}

/** Moves what was made to where it belongs, and leaves Terraform's own files in the stacks' folders (`.terraform`) alone. */
function publish(staging: string, outdir: string): void {
  for (const stack of readdirSync(join(staging, "stacks"))) {
    const [from, to] = [join(staging, "stacks", stack), join(outdir, "stacks", stack)];
    mkdirSync(to, { recursive: true });
    for (const entry of readdirSync(from)) replace(join(from, entry), join(to, entry));
  }
  replace(join(staging, "manifest.json"), join(outdir, "manifest.json"));
}

function replace(from: string, to: string): void {
  if (existsSync(to)) rmSync(to, { recursive: true });
  renameSync(from, to);
}
