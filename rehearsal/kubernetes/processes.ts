import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";

/** A program that ends with the process that started it, however that one ends. */
export interface Guarded {
  readonly name: string;
  readonly log: string;
  /** The exit code, once it has ended. */
  readonly exited: Promise<number>;
  running(): boolean;
  /** SIGTERM, and SIGKILL when it takes longer than 20 s. Resolves when it has ended. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
}

// Waits for the end of standard input, which comes when the parent closes it or dies in any way, and then ends the
// program. It leads a process group of its own, so that Ctrl-C reaches the parent alone, which stops things in order.
const GUARD = `
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
(
  read -r _ <&3
  kill -TERM "$program" 2>/dev/null
  tries=0
  while kill -0 "$program" 2>/dev/null && [ "$tries" -lt 200 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -KILL "$program" 2>/dev/null
) &
watcher=$!
exec 3<&-
wait "$program"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/** Starts a program, with its output in a file. The environment is exactly the one given, with PATH and HOME added. */
export function start(
  name: string,
  program: string,
  parameters: readonly string[],
  { log, environment = {} }: { log: string; environment?: Readonly<Record<string, string>> },
): Guarded {
  const output = openSync(log, "a");
  const child = spawn("/bin/sh", ["-c", GUARD, name, program, ...parameters], {
    detached: true,
    stdio: ["pipe", output, output],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
  closeSync(output);
  // Closing the pipe of a program that has just ended is no error.
  child.stdin?.on("error", () => undefined);
  const exited = new Promise<number>((resolve) => {
    child.on("error", () => resolve(127));
    child.on("exit", (code) => resolve(code ?? 137));
  });
  return {
    name,
    log,
    exited,
    running: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      child.stdin?.end();
      await exited;
    },
    kill: async () => {
      killGroup(child);
      await exited;
    },
  };
}

/** The last lines of a program's log, for a message about its end. */
export function lastLines(log: string, count = 5): string {
  return readFileSync(log, "utf8").trim().split("\n").slice(-count).join("\n");
}

/** A TCP port on loopback that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, "SIGKILL");
}
