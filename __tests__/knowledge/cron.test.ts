import { describe, expect, it } from "vitest";
import { cronProblem } from "../../src/knowledge/cron";

describe("cronProblem", () => {
  it.each(["* * * * *", "0 9 * * mon-fri", "*/15 0-23/2 1,15 JAN-dec 0", "? ? ? ? SUN", "@midnight", "5/10 * * * *"])(
    "takes %s",
    (schedule) => {
      expect(cronProblem(schedule)).toBeUndefined();
    },
  );

  it.each([
    ["60 * * * *", "is no minute"],
    ["* 24 * * *", "is no hour"],
    ["* * 0 * *", "is no day of month"],
    ["* * * 13 *", "is no month"],
    ["* * * * 7", "is no day of week"],
    ["* * * * fri-mon", "is no day of week"],
    ["*/0 * * * *", "is no minute"],
    ["1-2-3 * * * *", "is no minute"],
    ["1/2/3 * * * *", "is no minute"],
    ["* * * *", "five fields"],
    ["0 * * * * *", "five fields"],
    ["@daily2", "unknown"],
  ])("fails when given %s", (schedule, message) => {
    expect(cronProblem(schedule)).toContain(message);
  });
});
