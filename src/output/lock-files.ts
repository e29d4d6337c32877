import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { requiredProviders } from "./stack-files";

/** Terraform's name for the file that says which providers a stack was planned with, by version and hash. */
const NAME = ".terraform.lock.hcl";

/** Where Terraform looks for a stack's lock file. */
export function lockFileOf(outdir: string, stack: string): string {
  return join(outdir, "stacks", stack, NAME);
}

/** Where a project keeps it: beside `cdktf.json`, since an output folder isn't committed. */
export function keptLockFile(project: string, stack: string): string {
  return join(project, "locks", stack, NAME);
}

/**
 * Gives each stack the lock file that the project keeps of it, if it keeps one. What Terraform has there is left alone else.
 *
 * @returns what to say of lock files that are out of date
 */
export function placeLockFiles(project: string, outdir: string, stacks: readonly string[]): string[] {
  return stacks
    .filter((stack) => existsSync(keptLockFile(project, stack)))
    .flatMap((stack) => {
      copyFile(keptLockFile(project, stack), lockFileOf(outdir, stack));
      return warnings(stack, outdir);
    });
}

/** CDKTF's CLI passes over a lock file of other versions without a word, and Terraform stops at it. */
function warnings(stack: string, outdir: string): string[] {
  const locked = lockedVersions(readFileSync(lockFileOf(outdir, stack), "utf8"));
  const stale = Object.entries(askedVersions(outdir, stack)).flatMap(([provider, version]) => {
    const found = locked.get(provider);
    return found === version ? [] : [`${provider} ${version} is asked for, and ${found ?? "none"} is locked`];
  });
  if (stale.length === 0) return [];
  const file = keptLockFile("", stack);
  return [`warning: ${file} is out of date (${stale.join("; ")}); run npx eks-addons lock, and commit what it writes`];
}

/** `hashicorp/aws` → `6.25.0`, where a stack asks for one version. */
function askedVersions(outdir: string, stack: string): Record<string, string> {
  const asked = Object.values(requiredProviders(outdir, stack)).flatMap(({ source = "", version = "" }) => {
    const provider = source.includes("/") ? source : `hashicorp/${source}`;
    return /^\d+\.\d+\.\d+$/.test(version) ? [[provider, version] as const] : [];
  });
  return Object.fromEntries(asked);
}

function lockedVersions(text: string): ReadonlyMap<string, string> {
  const entries = text.matchAll(/^provider "[^"/]+\/([^"]+)" \{\s*version\s*=\s*"([^"]+)"/gm);
  return new Map([...entries].map(([, provider = "", version = ""]) => [provider, version]));
}

/** Copies a file, into a folder that may not be there yet. */
export function copyFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
