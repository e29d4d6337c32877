import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { CommandError } from "../../command";
import type { Project } from "../../terraform/project";
import type { World } from "../../world";
import { failure } from "./recovery";
import { forgetUnfinished, restoreState } from "./states";

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** A point in the middle of a command. */
export interface Moment {
  /** Ends the sentence "killed while …". */
  readonly what: string;
  arrived(): boolean | Promise<boolean>;
}

type Whom = "CDKTF and Terraform" | "Terraform";

const INTERVAL_MILLISECONDS = 200;
const TERRAFORM = /^(\S*\/)?terraform (apply|destroy)/;

/**
 * Runs a command and ends it with SIGKILL at a moment in which Terraform is at work: CDKTF's CLI, Terraform, its
 * providers and what they run, as when the machine goes that they run on; or Terraform with what is below it, and CDKTF
 * lives to see that.
 *
 * @returns how the command failed; nothing where it did not
 * @throws AssertionError when the command ends before that moment
 */
export async function killDuring(
  { project, signal }: Pick<World, "project" | "signal">,
  command: "deploy" | "destroy",
  { what, arrived }: Moment,
  whom: Whom = "CDKTF and Terraform",
): Promise<CommandError | undefined> {
  let running = true;
  const ended = failure(project[command]()).finally(() => {
    running = false;
  });
  let doomed: readonly Process[] = [];
  while (doomed.length === 0) {
    signal.throwIfAborted();
    if (!running)
      throw (await ended) ?? new assert.AssertionError({ message: `the ${command} succeeded before ${what}` });
    await pause(INTERVAL_MILLISECONDS, undefined, { signal });
    if (await arrived()) doomed = atWork(project, whom);
  }
  for (const { pid } of doomed) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It went with the one above it.
    }
  }
  const failed = await ended;
  for (const stack of project.stacks) {
    if (restoreState(project.stateFile(stack)))
      appendFileSync(project.log, `# state of ${stack}: cut short, from its backup\n`);
    const unfinished = forgetUnfinished(project.stateFile(stack), failed?.printed ?? "");
    if (unfinished.length > 0) appendFileSync(project.log, `# state of ${stack}: without ${unfinished.join(", ")}\n`);
  }
  return failed;
}

/** What there is to kill, if Terraform is at work: from the top down, so that nobody sees a child's end and acts on it. */
function atWork({ cdktf }: Pick<Project, "cdktf">, whom: Whom): readonly Process[] {
  const all = processes();
  const below = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  const commands = all.filter(({ pid }) => pid === cdktf).flatMap((command) => [command, ...below(command.pid)]);
  const terraform = commands.filter(({ command }) => TERRAFORM.test(command));
  if (terraform.length === 0) return [];
  return whom === "Terraform" ? terraform.flatMap((one) => [one, ...below(one.pid)]) : commands;
}

function processes(): readonly Process[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8", maxBuffer: 2 ** 26 });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
