import { z } from "zod";
import { durationSeconds, MAX_DRAIN_SECONDS, MAX_DURATION_SECONDS } from "../../knowledge/duration";

const TOO_LONG = "at most 2562047h are possible; write Never where a duration may be endless";

/** A time to drain, which has an end: `90s`, `10m`, `1h30m`. */
export const finiteDuration = z
  .string("a duration is needed, such as 30s, 10m or 1h30m")
  .regex(/^([0-9]+(s|m|h))+$/, "a duration of whole hours, minutes and seconds is needed, such as 30s, 10m or 1h30m")
  .refine((text) => durationSeconds(text) <= MAX_DRAIN_SECONDS, "at most 2562046h are possible");

/** A duration, or `Never`. */
export const duration = z
  .string("a duration is needed, such as 30s, 10m or 720h, or Never")
  .regex(
    /^(([0-9]+(s|m|h))+|Never)$/,
    "a duration of whole hours, minutes and seconds is needed, such as 30s, 10m or 720h, or Never",
  )
  .refine((text) => text === "Never" || durationSeconds(text) <= MAX_DURATION_SECONDS, TOO_LONG);
