import { join } from "node:path";
import { describeCriticalPaths } from "./critical-path/describe";
import { type AtHand, NotPossible, preflight } from "./preflight";
import { diagnose } from "./report/diagnose";
import { ProgressDisplay, type Terminal } from "./report/progress";
import { reasonOf } from "./report/reason";
import type { Result } from "./report/summary";
import type { Life, Scenario } from "./scenarios/scenario";
import type { Mutate, Project } from "./terraform/project";
import { makeWorld, type World } from "./world";

export interface RehearsalOptions {
  /** Lived at the same time, each in a world of its own. */
  readonly lives: readonly Life[];
  /** Empty folder for state and logs; each life has one of its name in it. */
  readonly folder: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Whether Kubernetes takes part where it can. @default true */
  readonly kubernetes?: boolean;
  /** Changes to the synthesized stacks. @default - none */
  readonly mutate?: Mutate;
}

/** What came of a rehearsal. */
export interface Rehearsal {
  readonly results: readonly Result[];
  readonly atHand: AtHand;
  /** In what the stacks differed from the synthesized ones. */
  readonly notes: readonly string[];
  /** What a deploy and a destroy would spend their time on in AWS. */
  readonly criticalPaths: readonly string[];
}

/** What came of one life. */
interface Lived {
  readonly results: readonly Result[];
  readonly project: Project;
  /** Of the cluster file as it is: scenarios describe other clusters. */
  readonly criticalPaths: readonly string[];
}

/** What the lives of a rehearsal have in common. */
interface Common extends Pick<RehearsalOptions, "folder" | "signal" | "mutate"> {
  readonly atHand: AtHand;
  readonly display: ProgressDisplay;
}

/**
 * Lives clusters' lives, each scenario by scenario up to the first that fails.
 *
 * @throws NotPossible where this machine lacks what even the AWS half needs
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const { lives, folder, mutate } = options;
  const display = new ProgressDisplay(options.terminal);
  const atHand = await prepare(options, display);
  const broken = new AbortController();
  const signal = AbortSignal.any([options.signal, broken.signal]);
  const settled = await Promise.allSettled(
    lives.map((life) =>
      live(life, { folder, signal, mutate, atHand, display }).catch((error: unknown) => {
        // What has nothing to do with the cluster would break the other life too.
        broken.abort(error);
        throw error;
      }),
    ),
  );
  const lived = settled.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
  return {
    results: lived.flatMap(({ results }) => results),
    atHand,
    notes: [...new Set(lived.flatMap(({ project: { notes } }) => notes))],
    // Both lives are of the same cluster file.
    criticalPaths: lived[0]?.criticalPaths ?? [],
  };
}

async function prepare(
  { folder, signal, kubernetes = true }: RehearsalOptions,
  display: ProgressDisplay,
): Promise<AtHand> {
  const { note, done } = display.start("preparing");
  try {
    const atHand = await preflight({ kubernetes, log: join(folder, "preparation.log"), signal, progress: note });
    done(`ready; state and logs are in ${folder}`);
    return atHand;
  } catch (error) {
    done(error instanceof NotPossible ? "this machine can't rehearse" : "preparing failed");
    throw error;
  }
}

async function live({ name, scenarios }: Life, { folder, display, ...common }: Common): Promise<Lived> {
  const world = await makeWorld({ folder: join(folder, name), ...common });
  const { signal, project } = world;
  try {
    const criticalPaths = describeCriticalPaths(project.stacks.map((stack) => project.synthesized(stack)));
    const results: Result[] = [];
    for (const scenario of scenarios) {
      const stopped = signal.aborted || results.some(({ outcome }) => outcome === "failed");
      results.push(stopped ? notReached(scenario) : await play(scenario, world, display));
    }
    return { results, project, criticalPaths };
  } finally {
    await world.stop();
  }
}

async function play(scenario: Scenario, world: World, display: ProgressDisplay): Promise<Result> {
  const label = labelOf(scenario);
  if (scenario.needs === "kubernetes" && !world.kubernetes) {
    return { scenario: label, outcome: "left out", reason: "there is no control plane" };
  }
  const progress = display.start(label);
  const started = Date.now();
  const end = (outcome: "passed" | "failed", reason?: string): Result => {
    const seconds = (Date.now() - started) / 1000;
    progress.done(`${outcome === "passed" ? "✓" : "✗"} ${label}  ${seconds.toFixed(0)} s`);
    return { scenario: label, outcome, seconds, reason };
  };
  try {
    await scenario.run(world, progress.note);
    return end("passed");
  } catch (error) {
    if (world.signal.aborted) return end("failed", world.signal.reason.message);
    const more = await diagnose(world).catch(() => []);
    return end("failed", [reasonOf(error), ...more].join("\n"));
  }
}

function notReached(scenario: Scenario): Result {
  return { scenario: labelOf(scenario), outcome: "not reached" };
}

function labelOf({ number, name }: Scenario): string {
  return `${number} ${name}`;
}
