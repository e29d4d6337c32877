import { vi } from "vitest";
import { run } from "../src/cli/program";

/** What a command came to. */
export interface CommandOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `eks-addons` within this process, in a folder. */
export async function runCommand(folder: string, ...args: readonly string[]): Promise<CommandOutcome> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const keep = (lines: string[]) => (text: unknown) => lines.push(String(text)) > 0;
  const spies = [
    vi.spyOn(console, "log").mockImplementation(keep(stdout)),
    vi.spyOn(console, "error").mockImplementation(keep(stderr)),
    vi.spyOn(process.stdout, "write").mockImplementation(keep(stdout)),
    vi.spyOn(process.stderr, "write").mockImplementation(keep(stderr)),
  ];
  const from = process.cwd();
  process.chdir(folder);
  try {
    const exitCode = await run(args);
    return { exitCode, stdout: stdout.join("\n"), stderr: stderr.join("\n") };
  } finally {
    process.chdir(from);
    for (const spy of spies) spy.mockRestore();
  }
}
