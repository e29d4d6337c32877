import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

let held = 0;

/**
 * Puts off the end of the process by Ctrl-C and the like. What is to be whole runs without a pause, so that Node hears
 * of a signal only after it.
 *
 * @returns what ends this; a signal that came in the meantime ends the process then
 */
export function holdSignals(): () => void {
  if (held === 0) for (const signal of SIGNALS) process.on(signal, end);
  held += 1;
  // Not at once: a signal that has come is delivered between two turns, and is lost if nobody listens then.
  return () => void setImmediate(() => setImmediate(release));
}

function release(): void {
  held -= 1;
  if (held === 0) for (const signal of SIGNALS) process.off(signal, end);
}

function end(signal: (typeof SIGNALS)[number]): void {
  process.exit(128 + constants.signals[signal]);
}
