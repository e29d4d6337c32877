import { execFile, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, devNull } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import type { StackJson } from "./terraform-prepare";
import { compareVersions } from "./terraform-providers";

/** The Terraform on the PATH. */
export interface Terraform {
  readonly version: string;
  /** Its name for the machine, such as `linux_amd64`. */
  readonly platform: string;
}

/** A plan as `terraform show -json` tells it, as far as the checks look into it. */
export interface PlanJson {
  readonly resource_changes: readonly {
    readonly address: string;
    /** @default - it is in the root module */
    readonly module_address?: string;
    readonly type: string;
    readonly change: {
      readonly actions: readonly string[];
      /** What is known before the apply. */
      readonly after: Readonly<Record<string, unknown>> | null;
    };
  }[];
  readonly planned_values: {
    readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>>;
  };
}

/** Version that the stacks ask for as `required_version`. */
const OLDEST_TERRAFORM = "1.11.0";
const TIMEOUT_MS = 180_000;

/** The Terraform on the PATH, or why there is none. */
export function findTerraform(): Terraform | { readonly reason: string } {
  const wanted = `terraform ${OLDEST_TERRAFORM} or newer on the PATH`;
  const { status, stdout } = spawnSync("terraform", ["version", "-json"], { env: hermetic(process.env, devNull) });
  if (status !== 0) return { reason: `no ${wanted}` };
  const { terraform_version: version, platform } = JSON.parse(String(stdout)) as Record<string, string>;
  if (!version || !platform || compareVersions(version, OLDEST_TERRAFORM) < 0) {
    return { reason: `no ${wanted}, only ${version}` };
  }
  return { version, platform };
}

/**
 * Copies a stack to `root`, with `stack` in place of what was synthesized. It lies as deep there as in a project, so
 * that its relative paths to state files stay within `root`.
 * @returns the folder in which to run Terraform
 */
export function copyStack(synthesized: string, stack: StackJson, root: string, name: string): string {
  const folder = join(root, "cdktf.out", "stacks", name);
  mkdirSync(folder, { recursive: true });
  cpSync(synthesized, folder, { recursive: true });
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack, undefined, 2));
  return folder;
}

/** Puts a state file where the stack's own `terraform_remote_state` reads it, where no other is. */
export function placeState(stack: StackJson, folder: string, root: string, state: string): void {
  for (const block of Object.values(stack.data?.terraform_remote_state ?? {})) {
    const { path } = block.config as { path: string };
    const file = resolve(folder, path);
    if (relative(root, file).startsWith("..")) throw new Error(`${path} would be outside of the folder of the check`);
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file) && readFileSync(file, "utf8") !== state)
      throw new Error(`${path} is there with other content`);
    writeFileSync(file, state);
  }
}

/** `terraform init`. @throws Error with Terraform's own words */
export async function initialize(folder: string, cliConfigFile: string): Promise<void> {
  await terraform(folder, cliConfigFile, ["init", "-input=false", "-no-color"]);
}

/** `terraform validate`, in a folder that is initialized. @throws Error with Terraform's own words */
export async function validate(folder: string, cliConfigFile: string): Promise<void> {
  await terraform(folder, cliConfigFile, ["validate", "-no-color"]);
}

/** `terraform plan`, in a folder that is initialized. @throws Error with Terraform's own words */
export async function plan(folder: string, cliConfigFile: string): Promise<PlanJson> {
  await terraform(folder, cliConfigFile, ["plan", "-input=false", "-no-color", "-lock=false", "-out=plan"]);
  return JSON.parse(await terraform(folder, cliConfigFile, ["show", "-json", "plan"])) as PlanJson;
}

/** `terraform apply`, in a folder that is initialized. @throws Error with Terraform's own words */
export async function apply(folder: string, cliConfigFile: string, ...flags: readonly string[]): Promise<void> {
  await terraform(folder, cliConfigFile, ["apply", "-auto-approve", "-input=false", "-no-color", ...flags]);
}

/** The stack that CDKTF wrote into this folder. */
export function readStack(folder: string): StackJson {
  return JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as StackJson;
}

/**
 * The environment without what would lead Terraform or the AWS provider to an account, to settings of the user or to the
 * network: a request to anywhere ends at a proxy that is not there.
 */
export function hermetic(env: NodeJS.ProcessEnv, cliConfigFile: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(TF|AWS)_|_proxy$/i.test(name));
  const nowhere = "http://127.0.0.1:9";
  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    CHECKPOINT_DISABLE: "1",
    HTTPS_PROXY: nowhere,
    HTTP_PROXY: nowhere,
    // Half of Terraform's time goes into provider schemas that live as long as the process; collecting less often saves a fifth.
    GOGC: "400",
    TF_CLI_CONFIG_FILE: cliConfigFile,
    TF_IN_AUTOMATION: "1",
  };
}

/** Runs Terraform, in no more processes at once than there are cores. */
async function terraform(folder: string, cliConfigFile: string, args: readonly string[]): Promise<string> {
  return withTurn(
    () =>
      new Promise((done, fail) => {
        const options = {
          cwd: folder,
          env: hermetic(process.env, cliConfigFile),
          timeout: TIMEOUT_MS,
          maxBuffer: 256 * 1024 * 1024,
        };
        execFile("terraform", args, options, (error, stdout, stderr) => {
          if (error) fail(new Error(`terraform ${args.join(" ")}\n${stderr || stdout || error.message}`));
          else done(stdout);
        });
      }),
  );
}

const waiting: (() => void)[] = [];
let free = availableParallelism();

async function withTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1;
  else await new Promise<void>((turn) => waiting.push(turn));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}
