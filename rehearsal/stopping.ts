import { constants } from "node:os";

/**
 * A signal that is aborted by Ctrl-C and SIGTERM, so that whoever heeds it stops what it started; a second one ends the
 * process at once. Either way its exit code is that of the signal.
 */
export function stopOnInterruption(): AbortSignal {
  const stopping = new AbortController();
  const { signal } = stopping;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      const code = 128 + constants.signals[name];
      if (signal.aborted) process.exit(code);
      console.error(`\n${name}: stopping what was started; once more ends it at once`);
      // Whatever comes of it, it was the signal that ended the run.
      process.on("exit", () => {
        process.exitCode = code;
      });
      stopping.abort(new Error(`stopped by ${name}`));
    });
  }
  return signal;
}
