import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { UsageError } from "./usage-error";

const CONFIG = "cdktf.json";
const ConfigSchema = z.object({ app: z.string().trim().min(1) });

/**
 * Runs the project's program, as CDKTF's CLI does: the command under `app` of `cdktf.json`, by the shell.
 *
 * @param clusters - those to write, by name; none stands for all
 * @returns the program's exit code
 * @throws UsageError when the file names no program, or a cluster can't have such a name
 */
export async function synth(clusters: readonly string[]): Promise<number> {
  const strange = clusters.filter((name) => !/^[A-Za-z0-9][\w-]*$/.test(name));
  if (strange.length > 0)
    throw new UsageError(`no cluster is named ${strange.join(", ")}; name clusters, or none for all`);
  // The shell takes these names as they are.
  const program = spawn([appOf(CONFIG), ...clusters].join(" "), { shell: true, stdio: "inherit" });
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
