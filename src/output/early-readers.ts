/**
 * Whoever reads what is printed may stop early, as `head` does. That is no error, and the exit code stays what it would
 * have been; Node would end with a stack trace.
 */
export function allowEarlyReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners("error").includes(overlook)) stream.on("error", overlook);
  }
}

function overlook(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
