import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import type { World } from "../../world";

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

const INTERVAL_MILLISECONDS = 200;
const COMMAND = /\/cdktf (deploy|destroy) /;

/**
 * Runs a command and ends it with SIGKILL at a moment: CDKTF's CLI, Terraform, its providers and what they run, as when
 * the machine goes that they run on.
 *
 * @throws AssertionError when the command ends before that moment
 */
export async function killDuring(
  { project, signal }: Pick<World, "project" | "signal">,
  command: "deploy" | "destroy",
  { what, arrived }: Moment,
): Promise<void> {
  let end: string | undefined;
  const ended = project[command]().then(
    () => {
      end = "it succeeded";
    },
    (error: Error) => {
      end = error.message;
    },
  );
  while (!(await arrived())) {
    signal.throwIfAborted();
    assert.equal(end, undefined, `the ${command} goes on until it is killed while ${what}`);
    await pause(INTERVAL_MILLISECONDS, undefined, { signal });
  }
  const killed = killCommands();
  await ended;
  assert.ok(
    killed.some(({ command: line }) => /(^|\/)terraform (apply|destroy)/.test(line)),
    `Terraform is at work while ${what}`,
  );
}

/** From the top down, so that nobody sees a child's end and acts on it. */
function killCommands(): readonly Process[] {
  const all = processes();
  const below = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  const commands = below(process.pid).filter(({ command }) => COMMAND.test(command));
  const doomed = commands.flatMap((command) => [command, ...below(command.pid)]);
  for (const { pid } of doomed) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It went with the one above it.
    }
  }
  return doomed;
}

function processes(): readonly Process[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8", maxBuffer: 2 ** 26 });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
