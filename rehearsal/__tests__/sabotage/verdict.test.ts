import { describe, expect, it } from "vitest";
import type { Result } from "../../report/summary";
import { judgeSabotage } from "../../sabotage/verdict";

const passed: Result = { scenario: "1 deploy", outcome: "passed" };
const failed = (reason: string): Result => ({ scenario: "6 destroy", outcome: "failed", reason });

describe("judgeSabotage", () => {
  it("defaults: caught when a scenario fails and says why, with the line that says it", () => {
    const verdict = judgeSabotage(
      [passed, failed("the first line\n  nothing is left in AWS, but i-1\nlast")],
      /left in AWS/,
    );
    expect(verdict).toEqual({ caught: true, why: "6 destroy: nothing is left in AWS, but i-1" });
  });

  it("drops what a program wrote for a terminal", () => {
    const verdict = judgeSabotage([failed("\u001b[2Ksandbox  Error: no room")], /no room/);
    expect(verdict.why).toBe("6 destroy: sandbox  Error: no room");
  });

  it("fails when every scenario passes", () => {
    expect(judgeSabotage([passed], /./)).toEqual({ caught: false, why: "every scenario passed" });
  });

  it("fails when the failure does not name the cause", () => {
    const { caught, why } = judgeSabotage([failed("something is wrong")], /left in AWS/);
    expect(caught).toBe(false);
    expect(why).toContain("does not name the cause: something is wrong");
  });

  it("fails when the scenario could not be rehearsed", () => {
    const { caught, why } = judgeSabotage([passed, { scenario: "3 scale-out", outcome: "left out" }], /./);
    expect(caught).toBe(false);
    expect(why).toContain("3 scale-out could not be rehearsed");
  });
});
