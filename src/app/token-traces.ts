/**
 * Runs something without the stack trace that CDKTF takes of every token it makes, for error messages of its own. With
 * source maps these traces take half the time of synthesis. Errors keep theirs.
 */
export function withoutTokenTraces<T>(run: () => T): T {
  const capture = Error.captureStackTrace;
  Error.captureStackTrace = (target, ...rest) => {
    if (target instanceof Error) capture(target, ...rest);
  };
  try {
    return run();
  } finally {
    Error.captureStackTrace = capture;
  }
}
