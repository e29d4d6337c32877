import { spawnSync } from "node:child_process";

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. What npm gave this program is kept from it: it belongs to this repository. */
export function attempt(folder: string, command: string, ...args: readonly string[]): Result {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(package|lifecycle)|CDKTF_|NODE_OPTIONS)/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), CHECKPOINT_DISABLE: "1", npm_config_update_notifier: "false" };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
  if (error) throw error;
  return { code: status, stdout, stderr };
}

/** Runs a command that has to succeed; gives what it printed. */
export function run(folder: string, command: string, ...args: readonly string[]): string {
  const { code, stdout, stderr } = attempt(folder, command, ...args);
  if (code !== 0) throw new Error(`${[command, ...args].join(" ")} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

/** Fails where something isn't as it has to be. */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}
