import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { StackJson } from "../../testing/terraform-prepare";
import { chooseProvider, findProviders, mirrorFolders, type Provider } from "../../testing/terraform-providers";
import { run } from "../command";

const REPOSITORY = resolve(__dirname, "../..");
const CACHE = join(REPOSITORY, ".cache/terraform-providers");
const REGISTRY = "https://registry.terraform.io/.well-known/terraform.json";

export type RequiredProviders = StackJson["terraform"]["required_providers"];

export interface ProviderOptions {
  readonly platform: string;
  readonly log: string;
  readonly signal?: AbortSignal;
  readonly progress: (line: string) => void;
}

/**
 * The providers at hand for the ones that are wanted, by local name; those that can't be had are not there. What is
 * pinned and not at hand comes from Terraform's registry where that can be reached; the time provider is also built,
 * where Go is.
 */
export async function gatherProviders(
  wanted: RequiredProviders,
  options: ProviderOptions,
): Promise<Map<string, Provider>> {
  let found = atHand(wanted, options.platform);
  const pinned = Object.entries(wanted).every(([name, { version }]) => found.get(name)?.version === version);
  if (!pinned && (await registryAnswers())) {
    options.progress("Terraform's providers: fetching from the registry");
    await download(wanted, options);
    found = atHand(wanted, options.platform);
  }
  if (wanted.time && !found.has("time") && hasGo()) {
    options.progress("Terraform's time provider: building");
    const { log, signal } = options;
    const script = join(REPOSITORY, "scripts/build-time-provider.sh");
    await run(script, [], { folder: REPOSITORY, environment: process.env, log, signal });
    found = atHand(wanted, options.platform);
  }
  return found;
}

function atHand(wanted: RequiredProviders, platform: string): Map<string, Provider> {
  const usual = mirrorFolders(process.env, homedir(), REPOSITORY);
  const providers = findProviders([...new Set([...usual, ...systemMirrors()])], platform);
  const chosen = Object.entries(wanted).flatMap(([name, { source, version }]) => {
    const provider = chooseProvider(providers, source.includes("/") ? source : `hashicorp/${source}`, version);
    return provider ? [[name, provider] as const] : [];
  });
  return new Map(chosen);
}

/** Mirrors where systems keep such things, down to two folders deep. */
function systemMirrors(): string[] {
  const below = (folder: string): string[] => {
    try {
      return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(folder, name));
    } catch {
      return [];
    }
  };
  const first = ["/opt", "/srv", "/usr/local", "/usr/lib", "/usr/share"].flatMap((root) => [root, ...below(root)]);
  return first.filter((folder) => below(folder).some((child) => child.endsWith("/registry.terraform.io")));
}

async function registryAnswers(): Promise<boolean> {
  const answer = await fetch(REGISTRY, { signal: AbortSignal.timeout(3000) }).catch(() => undefined);
  return answer?.ok ?? false;
}

/** Terraform's plugin cache is laid out as a mirror. What can't be had is seen afterwards. */
async function download(required: RequiredProviders, { log, signal }: ProviderOptions): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "providers-"));
  try {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
    const environment = { ...process.env, TF_PLUGIN_CACHE_DIR: CACHE, CHECKPOINT_DISABLE: "1" };
    await run("terraform", ["init", "-no-color"], { folder, environment, log, signal, good: [0, 1] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hasGo(): boolean {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
