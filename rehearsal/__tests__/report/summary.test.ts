import { describe, expect, it } from "vitest";
import { type Result, succeeded, summary } from "../../report/summary";

const passed: Result = { scenario: "1 deploy", outcome: "passed", seconds: 84.6 };
const failed: Result = { scenario: "2 second plan", outcome: "failed", seconds: 9, reason: "a plan changes\nmore" };
const leftOut: Result = { scenario: "3 scale-out", outcome: "left out", reason: "no Go" };

describe("summary", () => {
  it("defaults: scenarios, then what was real and what was played", () => {
    const parts = [
      { name: "Terraform", is: "real", detail: "1.11.4" },
      { name: "AWS", is: "played", detail: "moto" },
    ] as const;
    expect(summary([passed, failed, leftOut], parts, ["an attribute is taken out"]).split("\n")).toEqual([
      "scenario       result    time",
      "1 deploy       passed    85 s",
      "2 second plan  failed    9 s   a plan changes",
      "3 scale-out    left out        no Go",
      "",
      "part       is      what",
      "Terraform  real    1.11.4",
      "AWS        played  moto",
      "",
      "note: an attribute is taken out",
    ]);
  });
});

describe("succeeded", () => {
  it("defaults: when all that could be rehearsed has passed", () => {
    expect(succeeded([passed, leftOut])).toBe(true);
  });

  it("fails when a scenario failed, was not reached, or none was rehearsed", () => {
    expect(succeeded([passed, failed])).toBe(false);
    expect(succeeded([passed, { scenario: "6 destroy", outcome: "not reached" }])).toBe(false);
    expect(succeeded([leftOut])).toBe(false);
  });
});
