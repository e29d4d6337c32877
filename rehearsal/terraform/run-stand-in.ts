import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandLine, commandLine, isToDo, readingCommand, type StandIn, type Verb } from "./stand-in-command";

type Command = Pick<CommandLine, "program" | "parameters" | "input">;

/** Does, in the place of a provider, what `STAND_IN` says. @returns the exit code */
function standFor(given: StandIn, verb: Verb, work: string): number {
  const reading = readingCommand(given);
  if (reading && !isToDo(verb, readStatus(reading, work))) {
    console.error(`nothing to do: ${REASONS[verb]}`);
    return 0;
  }
  const command = commandLine(given, verb, work);
  for (const [name, content] of Object.entries(command.files)) writeFileSync(join(work, name), content);
  return call(command, work).status ?? 137;
}

const REASONS: Readonly<Record<Verb, string>> = {
  begin: "no removal of the release has begun",
  apply: "the removal of the release has begun, and it is as it was to the provider",
  remove: "the release can't be read, and so is taken for gone, as the provider does",
};

/** The status of a release as Helm has it; nothing where it can't be read. */
function readStatus(parameters: readonly string[], work: string): string | undefined {
  const { status, stdout } = call({ program: "helm", parameters }, work, "pipe");
  if (status !== 0) return undefined;
  const { info }: { info: { status: string } } = JSON.parse(stdout?.toString() ?? "");
  return info.status;
}

function call({ program, parameters, input }: Command, work: string, output: "inherit" | "pipe" = "inherit") {
  const programs = { helm: process.env.REHEARSAL_HELM ?? "helm", kubectl: "kubectl" };
  const ended = spawnSync(programs[program], parameters, {
    input,
    env: {
      ...process.env,
      KUBECONFIG: join(work, "kubeconfig"),
      // Nothing of the user's own Helm, and nothing left behind.
      HELM_CACHE_HOME: join(work, "cache"),
      HELM_CONFIG_HOME: join(work, "config"),
      HELM_DATA_HOME: join(work, "data"),
    },
    stdio: [input === undefined ? "ignore" : "pipe", output, "inherit"],
  });
  if (ended.error) throw ended.error;
  return ended;
}

function readVerb(word: string | undefined): Verb {
  if (word === "begin" || word === "apply" || word === "remove") return word;
  throw new Error(`begin, apply or remove is needed, and not ${word}`);
}

// Run by Terraform, with a verb as the one parameter.
const work = mkdtempSync(join(tmpdir(), "stand-in-"));
try {
  const given: StandIn = JSON.parse(process.env.STAND_IN ?? "{}");
  writeFileSync(join(work, "kubeconfig"), JSON.stringify(given.kubeconfig), { mode: 0o600 });
  process.exitCode = standFor(given, readVerb(process.argv[2]), work);
} finally {
  rmSync(work, { recursive: true, force: true });
}
