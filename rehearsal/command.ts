import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";

export interface CommandOptions {
  readonly folder: string;
  /** The whole environment of the command. */
  readonly environment: NodeJS.ProcessEnv;
  /** File that gets the command, what it prints, and how and after what time it ended. */
  readonly log: string;
  /** Ends the command: SIGINT, and SIGKILL when it takes longer than 20 s. */
  readonly signal?: AbortSignal;
  /** Gets the id of the command's process when it has begun. @default - nobody does */
  readonly started?: (pid: number) => void;
  /** Exit codes that are no failure. @default [0] */
  readonly good?: readonly number[];
}

/** What a command printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** A command that ended with a code that is none of the good ones. */
export class CommandError extends Error {
  constructor(
    readonly command: string,
    readonly code: number,
    /** Everything that it printed, on both streams. */
    readonly printed: string,
    log: string,
  ) {
    super(`${command} ended with ${code}; the whole of it is in ${log}\n${excerpt(printed)}`);
  }
}

const GRACE_MILLISECONDS = 20_000;
const running = new Set<ChildProcess>();

// Commands lead process groups of their own, so that Ctrl-C ends them in order. If this process goes without having
// ended them, nothing of them must be left.
process.on("exit", () => {
  for (const child of running) signalGroup(child, "SIGKILL");
});

/**
 * Runs a command to its end.
 *
 * @returns its standard output, and the code
 * @throws CommandError when it ends with another code than the good ones
 */
export function run(program: string, parameters: readonly string[], options: CommandOptions): Promise<Ended> {
  const { folder, environment, log, signal, good = [0] } = options;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const command = [program.split("/").at(-1), ...parameters].join(" ");
    const began = Date.now();
    appendFileSync(log, `\n$ ${command}\n`);
    const child = spawn(program, parameters, {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (child.pid !== undefined) {
      running.add(child);
      options.started?.(child.pid);
    }
    const end = () => interrupt(child);
    signal?.addEventListener("abort", end, { once: true });
    let [output, printed] = ["", ""];
    const keep = (chunk: Buffer) => {
      printed += chunk;
      appendFileSync(log, chunk);
    };
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
      keep(chunk);
    });
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", async (code) => {
      // It never began: the error has been said.
      if (child.pid === undefined) return;
      // What it started itself may take longer to end than it did.
      if (signal?.aborted) await groupEnded(child);
      running.delete(child);
      signal?.removeEventListener("abort", end);
      const ended = code ?? 137;
      appendFileSync(log, `# ${command}: ${ended} after ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
      if (good.includes(ended)) resolve({ code: ended, output });
      else reject(new CommandError(command, ended, printed, log));
    });
  });
}

function interrupt(child: ChildProcess): void {
  signalGroup(child, "SIGINT");
  const late = setTimeout(() => signalGroup(child, "SIGKILL"), GRACE_MILLISECONDS);
  child.once("close", () => groupEnded(child).then(() => clearTimeout(late)));
}

async function groupEnded(child: ChildProcess): Promise<void> {
  while (signalGroup(child, 0)) await pause(100);
}

/** @returns whether anything of the group was there to get the signal */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

/** What a reader wants of a long output: the lines with an error and what follows them, else the last lines. */
function excerpt(printed: string): string {
  const lines = stripVTControlCharacters(printed)
    .split("\n")
    .filter((line) => line.trim() !== "");
  const first = lines.findIndex((line) => /\bError\b/.test(line));
  return (first < 0 ? lines.slice(-15) : lines.slice(first, first + 25)).join("\n");
}
