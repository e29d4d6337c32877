import type { App } from "cdktf";
import { DescriptionError } from "../description/report";
import { allowEarlyReaders } from "../output/early-readers";
import { OutputError } from "../output/folder";
import { SettingsError } from "../settings/settings";
import { ProgramError, type SynthesizeOptions, synthesize } from "./synthesize";

/**
 * What a program's `main.ts` does: runs {@link synthesize}, prints what was written and what to do next, or all that is
 * wrong, and has the process end with 1 then. An error that nobody expected is thrown on.
 *
 * The program takes names of clusters to write as its arguments; without any it writes all.
 *
 * @param build - has added everything when it returns; it can't be async
 */
export function main(build: (app: App) => void, options: SynthesizeOptions = {}): void {
  allowEarlyReaders();
  try {
    console.log(synthesize(build, { only: process.argv.slice(2), ...options }).summary);
  } catch (error) {
    if (!isExpected(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function isExpected(error: unknown): error is Error {
  return [DescriptionError, SettingsError, OutputError, ProgramError].some((kind) => error instanceof kind);
}
