import { Command, CommanderError } from "commander";
import { ownPackage } from "./own-package";
import { UsageError } from "./usage-error";

/** Platforms that plans and deploys commonly run on: CI, CI on Arm, a Mac. */
const PLATFORMS = "linux_amd64,linux_arm64,darwin_arm64";

/** What the process ends with. */
const EXIT = { done: 0, found: 1, usage: 2 } as const;

const EXIT_CODES = `
Exit codes:
  0  done; warnings don't count
  1  there are errors in the project, or what was to be written can't be
  2  the command was called with arguments that it doesn't take`;

/**
 * Runs the command `eks-addons`.
 *
 * @param args - without Node and the program
 * @returns the exit code
 */
export async function run(args: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const program = eksAddons((result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    // Commander has printed its own errors by now; help and version come as an error without being one.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (!(error instanceof UsageError) && !isOfSystem(error)) throw error;
    console.error(`error: ${error.message}`);
    return error instanceof UsageError ? EXIT.usage : EXIT.found;
  }
}

/** A file that can't be read or written, for example. */
function isOfSystem(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error;
}

/** The commands. What each is made of is loaded when it runs, so that help and the start of another don't wait for it. */
function eksAddons(end: (code: number) => void): Command {
  const ends = (good: boolean) => end(good ? EXIT.done : EXIT.found);
  const { version, description } = ownPackage();
  const program = new Command("eks-addons")
    .description(description)
    .version(version)
    // Commands made below take these over.
    .exitOverride()
    .showHelpAfterError("'eks-addons --help' tells what there is")
    .addHelpText("after", EXIT_CODES);

  const command = (name: string, summary: string) =>
    program
      .command(name)
      .description(summary)
      .version(version)
      .showHelpAfterError(`'eks-addons ${name} --help' tells what there is`)
      .addHelpText("after", EXIT_CODES);

  command("init", "write a new project into an empty folder")
    .argument("[folder]", "where it goes; it may hold .git and nothing else", ".")
    .option("--name <name>", "name of its first cluster", "sandbox")
    .option(
      "--region <region>",
      "AWS region of the cluster (default: that of the environment, AWS_REGION, or eu-central-1)",
    )
    .option("--zones <zones>", "its availability zones, with commas between them (default: a, b and c of the region)")
    .option(
      "--state <place>",
      "where Terraform keeps its state: local, s3://<bucket>/<prefix>/ or cloud://<organization>",
      "local",
    )
    .option("--state-region <region>", "region of the bucket (default: that of the cluster)")
    .option("--package <spec>", "what package.json asks for: a version, or where a tarball is (default: this version)")
    .action(async (folder: string, options) => {
      const { init } = await import("./init.js");
      ends(init(folder, options));
    });

  command("check", "check cluster files as synthesis does, and write nothing")
    .argument("[files...]", "cluster files, or folders of them (default: clusters)")
    .option("--json", "print findings as JSON, for programs", false)
    .option("--config <file>", "where the project's settings are", "cdktf.json")
    .action(async (files: string[], options) => {
      const { check } = await import("./check.js");
      ends(check(files.length > 0 ? files : ["clusters"], options));
    });

  command("synth", "run the project's program, which writes the stacks")
    .argument("[clusters...]", "clusters to write; the others stay as they were written before (default: all)")
    .action(async (clusters: string[]) => {
      const { synth } = await import("./synth.js");
      end(await synth(clusters));
    });

  command(
    "lock",
    "write the lock files of stacks, to be committed: providers by version and hash, for several platforms",
  )
    .argument("[stacks...]", "stacks that were synthesized (default: all)")
    .option("--platform <platforms>", "where Terraform runs, with commas between them", PLATFORMS)
    .option("--fs-mirror <folder>", "take providers from a folder, instead of their registry")
    .option("--net-mirror <url>", "take providers from a network mirror, instead of their registry")
    .option("--output <folder>", "where the stacks are", "cdktf.out")
    .action(async (stacks: string[], options) => {
      const { lock } = await import("./lock.js");
      ends(lock(stacks, options));
    });

  return program;
}
