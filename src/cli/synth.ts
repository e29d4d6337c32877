import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { UsageError } from "./usage-error";

const CONFIG = "cdktf.json";
const ConfigSchema = z.object({ app: z.string().trim().min(1) });

/**
 * Runs the project's program, as CDKTF's CLI does: the command under `app` of `cdktf.json`, by the shell.
 *
 * @param clusters - those to write, by name; none stands for all
 * @returns the program's exit code
 * @throws UsageError when there is no file, or none that names a program, or a cluster can't have such a name
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
  const parsed = ConfigSchema.safeParse(contentOf(config));
  if (!parsed.success)
    throw new UsageError(`${config} names no program under app; write the command there that runs it`);
  return parsed.data.app;
}

function contentOf(config: string): unknown {
  if (!existsSync(config)) throw new UsageError(`there is no ${config}; run this in the folder of a project`);
  const text = readFileSync(config, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${config} is broken JSON; 'eks-addons check' tells where`);
  }
}
