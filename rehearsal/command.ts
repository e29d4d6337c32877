import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";

export interface CommandOptions {
  readonly folder: string;
  /** The whole environment of the command. */
  readonly environment: NodeJS.ProcessEnv;
  /** File that gets what the command prints. */
  readonly log: string;
  /** Ends the command: SIGINT, and SIGKILL when it takes longer than 20 s. */
  readonly signal?: AbortSignal;
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
  for (const child of running) killGroup(child, "SIGKILL");
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
    appendFileSync(log, `\n$ ${command}\n`);
    const child = spawn(program, parameters, {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
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
    child.on("close", (code) => {
      running.delete(child);
      signal?.removeEventListener("abort", end);
      const ended = code ?? 137;
      if (good.includes(ended)) resolve({ code: ended, output });
      else reject(new CommandError(command, ended, printed, log));
    });
  });
}

function interrupt(child: ChildProcess): void {
  killGroup(child, "SIGINT");
  const late = setTimeout(() => killGroup(child, "SIGKILL"), GRACE_MILLISECONDS);
  child.once("close", () => clearTimeout(late));
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has just ended by itself.
  }
}

/** What a reader wants of a long output: the lines with an error and what follows them, else the last lines. */
function excerpt(printed: string): string {
  const lines = printed.split("\n").filter((line) => line.trim() !== "");
  const first = lines.findIndex((line) => /\bError\b/.test(line));
  return (first < 0 ? lines.slice(-15) : lines.slice(first, first + 25)).join("\n");
}
