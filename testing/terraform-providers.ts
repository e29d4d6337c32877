import { type Dirent, readdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** A provider that Terraform can install without asking its registry. */
export interface Provider {
  /** Namespace and type, such as `hashicorp/aws`. */
  readonly source: string;
  readonly version: string;
  /** Folder, laid out as a filesystem mirror, that holds it. */
  readonly mirror: string;
}

const REGISTRY = "registry.terraform.io";

/**
 * Folders that may hold providers, laid out as filesystem mirrors: those that `TERRAFORM_PROVIDER_MIRRORS` lists
 * (parted as in `PATH`), this project's own, the plugin cache that `cdktf` and Terraform fill, and the folders in which
 * Terraform itself looks.
 */
export function mirrorFolders(env: NodeJS.ProcessEnv, home: string, project: string): string[] {
  const listed = (text: string | undefined) => (text ?? "").split(delimiter).filter((folder) => folder !== "");
  const shared = [
    env.XDG_DATA_HOME ?? join(home, ".local/share"),
    ...listed(env.XDG_DATA_DIRS ?? ["/usr/local/share", "/usr/share"].join(delimiter)),
  ];
  const folders = [
    ...listed(env.TERRAFORM_PROVIDER_MIRRORS),
    join(project, ".cache/terraform-providers"),
    ...listed(env.TF_PLUGIN_CACHE_DIR),
    join(home, ".terraform.d/plugin-cache"),
    join(home, ".terraform.d/plugins"),
    ...shared.map((folder) => join(folder, "terraform/plugins")),
    join(home, "Library/Application Support/io.terraform/plugins"),
    "/Library/Application Support/io.terraform/plugins",
  ];
  return [...new Set(folders.map((folder) => resolve(project, folder)))];
}

/**
 * The providers in these folders that run on `platform` (Terraform's name for it, such as `linux_amd64`), those of
 * earlier folders first. Folders that are missing are passed over, and so are links, which Terraform does not follow.
 */
export function findProviders(mirrors: readonly string[], platform: string): Provider[] {
  return mirrors.flatMap((mirror) =>
    folders(join(mirror, REGISTRY)).flatMap((namespace) =>
      folders(join(mirror, REGISTRY, namespace)).flatMap((type) =>
        folders(join(mirror, REGISTRY, namespace, type))
          .filter((version) => hasBinary(join(mirror, REGISTRY, namespace, type, version, platform), type))
          .map((version) => ({ source: `${namespace}/${type}`, version, mirror })),
      ),
    ),
  );
}

/** Of the providers at hand the one that is wanted: at this very version, or else the newest. */
export function chooseProvider(atHand: readonly Provider[], source: string, version: string): Provider | undefined {
  const candidates = atHand.filter((provider) => provider.source === source);
  const newest = candidates.toSorted((one, other) => compareVersions(other.version, one.version))[0];
  return candidates.find((provider) => provider.version === version) ?? newest;
}

/** Negative where `one` is older than `other`, positive where it is newer, 0 where they are the same. */
export function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

/** Terraform's CLI configuration under which these providers, and no others, can be installed. */
export function cliConfig(providers: readonly Provider[]): string {
  const blocks = providers.map(
    ({ mirror, source }) =>
      `  filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = ["${REGISTRY}/${source}"]\n  }\n`,
  );
  return `disable_checkpoint = true\nprovider_installation {\n${blocks.join("")}}\n`;
}

function folders(path: string): string[] {
  return entries(path)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function hasBinary(path: string, type: string): boolean {
  return entries(path).some((entry) => entry.isFile() && entry.name.startsWith(`terraform-provider-${type}_`));
}

function entries(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    // Most of the usual folders don't exist on a given machine.
    return [];
  }
}
