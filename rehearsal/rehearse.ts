import { describeCriticalPaths } from "./critical-path/describe";
import { type AtHand, NotPossible, preflight } from "./preflight";
import { diagnose } from "./report/diagnose";
import { startProgress, type Terminal } from "./report/progress";
import { reasonOf } from "./report/reason";
import type { Result } from "./report/summary";
import type { Scenario } from "./scenarios/scenario";
import type { Mutate } from "./terraform/project";
import { makeWorld, type World } from "./world";

export interface RehearsalOptions {
  readonly scenarios: readonly Scenario[];
  /** Empty folder for state and logs. */
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

/**
 * Lives a cluster's life, scenario by scenario in one world, up to the first that fails.
 *
 * @throws NotPossible where this machine lacks what even the AWS half needs
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const { scenarios, folder, terminal, signal } = options;
  const preparing = startProgress(terminal, "preparing");
  const { atHand, world } = await prepare(options, preparing.note).catch((error: unknown) => {
    preparing.done(error instanceof NotPossible ? "this machine can't rehearse" : "preparing failed");
    throw error;
  });
  preparing.done(`ready; state and logs are in ${folder}`);
  try {
    const results: Result[] = [];
    for (const scenario of scenarios) {
      const stopped = signal.aborted || results.some(({ outcome }) => outcome === "failed");
      results.push(stopped ? notReached(scenario) : await play(scenario, world, terminal));
    }
    const { project } = world;
    const stacks = project.stacks.map((name) => project.synthesized(name));
    return { results, atHand, notes: project.notes, criticalPaths: describeCriticalPaths(stacks) };
  } finally {
    await world.stop();
  }
}

async function prepare(
  { folder, signal, mutate, kubernetes = true }: RehearsalOptions,
  progress: (line: string) => void,
): Promise<{ atHand: AtHand; world: World }> {
  const log = `${folder}/preparation.log`;
  const atHand = await preflight({ kubernetes, log, signal, progress });
  progress("starting the servers");
  return { atHand, world: await makeWorld({ atHand, folder, signal, mutate }) };
}

async function play(scenario: Scenario, world: World, terminal: Terminal): Promise<Result> {
  const label = labelOf(scenario);
  if (scenario.needs === "kubernetes" && !world.kubernetes) {
    return { scenario: label, outcome: "left out", reason: "there is no control plane" };
  }
  const progress = startProgress(terminal, label);
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
