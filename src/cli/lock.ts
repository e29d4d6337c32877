import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { copyFile, keptLockFile, lockFileOf } from "../output/lock-files";
import { requiredProviders, stackFileOf } from "../output/stack-files";
import { UsageError } from "./usage-error";

export interface LockOptions {
  /** Terraform's names of them, with commas between them. */
  readonly platform: string;
  readonly fsMirror?: string;
  readonly netMirror?: string;
  /** Output folder of synthesis. */
  readonly output: string;
}

/**
 * Has Terraform write which providers stacks use, and keeps that in `locks/<stack>/.terraform.lock.hcl`, from where
 * synthesis gives it to the stack.
 *
 * Terraform is asked in an empty folder, once for all stacks with the same providers: in a stack's own it would refuse
 * to go from a lock of other versions to those that the stack asks for.
 *
 * @param given - names of stacks; none stands for all
 * @returns whether it could be done; if not, Terraform has said why
 */
export function lock(given: readonly string[], options: LockOptions): boolean {
  const stacks = stacksIn(options.output, given);
  const providers = new Map(stacks.map((stack) => [stack, providersOf(options.output, stack)]));
  for (const alike of new Set(providers.values())) {
    const work = mkdtempSync(join(tmpdir(), "lock-"));
    try {
      writeFileSync(join(work, "providers.tf.json"), alike);
      if (!terraformLock(work, options)) return false;
      for (const stack of stacks.filter((one) => providers.get(one) === alike)) {
        for (const target of [keptLockFile(".", stack), lockFileOf(options.output, stack)]) {
          copyFile(join(work, ".terraform.lock.hcl"), target);
        }
        console.log(`${keptLockFile(".", stack)} written`);
      }
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return true;
}

function stacksIn(output: string, given: readonly string[]): string[] {
  const folder = join(output, "stacks");
  const made = existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(stackFileOf(output, name))) : [];
  if (made.length === 0) throw new UsageError(`${output} has no stacks; synthesize first`);
  const unknown = given.filter((name) => !made.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(`${output} has no stack ${unknown.join(", ")}; there are ${made.join(", ")}`);
  }
  return given.length > 0 ? [...given] : made;
}

/** A configuration that asks for the providers of a stack, and for nothing else. */
function providersOf(output: string, stack: string): string {
  return JSON.stringify({ terraform: { required_providers: requiredProviders(output, stack) } });
}

function terraformLock(folder: string, { platform, fsMirror, netMirror }: LockOptions): boolean {
  const flags = [
    ...platform.split(",").map((one) => `-platform=${one.trim()}`),
    ...(fsMirror ? [`-fs-mirror=${resolve(fsMirror)}`] : []),
    ...(netMirror ? [`-net-mirror=${netMirror}`] : []),
  ];
  // The variable is that of CDKTF's CLI.
  const terraform = process.env.TERRAFORM_BINARY_NAME || "terraform";
  const { status, error } = spawnSync(terraform, [`-chdir=${folder}`, "providers", "lock", ...flags], {
    stdio: "inherit",
  });
  if (error && "code" in error && error.code === "ENOENT") {
    console.error(`error: there is no ${terraform}; install Terraform, or name its program in TERRAFORM_BINARY_NAME`);
    return false;
  }
  if (error) throw error;
  return status === 0;
}
