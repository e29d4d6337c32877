/** The longest duration that Karpenter can read: 2^63 nanoseconds (Go's `time.Duration`), in whole seconds. */
export const MAX_DURATION_SECONDS = 9_223_372_036;

/**
 * The longest time that a node may have to drain: Helm's and Terraform's timeouts for a removal are longer than it by
 * less than an hour, and Go has to hold those too.
 */
export const MAX_DRAIN_SECONDS = MAX_DURATION_SECONDS - 3600;

const SECONDS = { h: 3600, m: 60, s: 1 } as const;

/**
 * Length of a duration in Karpenter's spelling (`90s`, `1h30m`), in seconds.
 *
 * @returns `Infinity` for `Never`, `NaN` for what is no duration
 */
export function durationSeconds(text: string): number {
  if (text === "Never") return Number.POSITIVE_INFINITY;
  if (!/^(\d+[smh])+$/.test(text)) return Number.NaN;
  return [...text.matchAll(/(\d+)([smh])/g)].reduce(
    (total, [, count, unit]) => total + Number(count) * SECONDS[unit as keyof typeof SECONDS],
    0,
  );
}
