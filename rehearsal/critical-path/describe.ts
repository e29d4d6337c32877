import type { StackJson } from "../../testing/terraform-prepare";
import durations from "../durations.json";
import { type CriticalPath, criticalPath, type Durations } from "./critical-path";

const { "//": _, ...DURATIONS } = durations;

/** What a deploy and a destroy of these stacks spend their time on, in lines. */
export function describeCriticalPaths(stacks: readonly StackJson[]): string[] {
  return [
    ...describe("deploy", criticalPath(stacks, DURATIONS satisfies Durations, "create")),
    ...describe("destroy", criticalPath(stacks, DURATIONS satisfies Durations, "delete")),
  ];
}

/** Steps of less than this many seconds are not worth a line. */
const WORTH_A_LINE = 10;

function describe(what: string, { seconds, steps }: CriticalPath): string[] {
  const long = steps.filter((step) => step.seconds >= WORTH_A_LINE);
  return [
    `critical path of a ${what} on AWS, about ${clock(seconds)}:`,
    ...long.map((step) => `  ${clock(step.seconds).padStart(6)}  ${step.address}`),
  ];
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;
}
