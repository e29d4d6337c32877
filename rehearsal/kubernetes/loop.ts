/** Says what went wrong without stopping anything. */
export type Report = (line: string) => void;

export interface Loop {
  /** Runs the action soon, without waiting for the interval. */
  wake(): void;
  /** Ends the loop once the action that runs is done. */
  stop(): Promise<void>;
}

/**
 * Runs an action again and again, one at a time: after each interval and whenever it is woken. The action brings the
 * world nearer to what it should be, so a run that fails is reported and the next one tries again.
 */
export function repeat(name: string, milliseconds: number, action: () => Promise<void>, report: Report): Loop {
  let stopped = false;
  let woken = false;
  let wake = (): void => {};
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      await action().catch((error: unknown) => report(`${name}: ${error instanceof Error ? error.message : error}`));
      if (!woken && !stopped) await rest();
    }
  };
  const running = run();
  return {
    wake: () => {
      woken = true;
      wake();
    },
    stop: () => {
      stopped = true;
      wake();
      return running;
    },
  };
}
