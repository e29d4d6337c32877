import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { UsageError } from "./usage-error";

const CONFIG = "cdktf.json";
const ConfigSchema = z.object({ app: z.string().min(1) });

/**
 * Runs the project's program, as CDKTF's CLI does: the command under `app` of `cdktf.json`, by the shell.
 *
 * @returns the program's exit code
 * @throws UsageError when the file names no program
 */
export async function synth(): Promise<number> {
  const program = spawn(appOf(CONFIG), { shell: true, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    program.on("error", reject);
    program.on("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

function appOf(config: string): string {
  try {
    return ConfigSchema.parse(JSON.parse(readFileSync(config, "utf8"))).app;
  } catch {
    throw new UsageError(`${config} names no program under app; run this in the folder of a project`);
  }
}
