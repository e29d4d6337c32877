import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandLine, commandLine, readingCommand, type StandIn } from "./stand-in-command";

type Command = Pick<CommandLine, "program" | "parameters" | "input">;

/** Does, in the place of a provider, what `STAND_IN` says. @returns the exit code */
function standFor(given: StandIn, verb: "apply" | "remove", work: string): number {
  const reading = readingCommand(given);
  if (verb === "remove" && reading && call({ program: "helm", parameters: reading }, work) !== 0) {
    console.error("the release can't be read, and so is taken for gone, as the provider does");
    return 0;
  }
  const command = commandLine(given, verb, work);
  for (const [name, content] of Object.entries(command.files)) writeFileSync(join(work, name), content);
  return call(command, work);
}

function call({ program, parameters, input }: Command, work: string): number {
  const programs = { helm: process.env.REHEARSAL_HELM ?? "helm", kubectl: "kubectl" };
  const { status, error } = spawnSync(programs[program], parameters, {
    input,
    env: {
      ...process.env,
      KUBECONFIG: join(work, "kubeconfig"),
      // Nothing of the user's own Helm, and nothing left behind.
      HELM_CACHE_HOME: join(work, "cache"),
      HELM_CONFIG_HOME: join(work, "config"),
      HELM_DATA_HOME: join(work, "data"),
    },
    stdio: [input === undefined ? "ignore" : "pipe", "inherit", "inherit"],
  });
  if (error) throw error;
  return status ?? 137;
}

// Run by Terraform, with `apply` or `remove` as the one parameter.
const work = mkdtempSync(join(tmpdir(), "stand-in-"));
try {
  const given: StandIn = JSON.parse(process.env.STAND_IN ?? "{}");
  writeFileSync(join(work, "kubeconfig"), JSON.stringify(given.kubeconfig), { mode: 0o600 });
  process.exitCode = standFor(given, process.argv[2] === "remove" ? "remove" : "apply", work);
} finally {
  rmSync(work, { recursive: true, force: true });
}
