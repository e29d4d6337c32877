import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type AddonProcess, TOOLS, type Tool, type ToolName } from "./catalogue";
import { go } from "./go";

const CACHE = resolve(__dirname, "../../.cache/rehearsal/bin");

/** What of the Kubernetes half is at hand. */
export interface Toolbox {
  /** Path of each program that there is. */
  readonly programs: Readonly<Partial<Record<ToolName, string>>>;
  /** What could not be had, and why. */
  readonly missing: readonly { readonly name: string; readonly reason: string }[];
  /** Folders of the add-ons' charts by name, unpacked. Their version fields may lag one release behind. */
  readonly charts: ReadonlyMap<string, string>;
  /** Folder of KWOK's stages, which say how a played kubelet behaves. */
  readonly stages?: string;
  /** Version of each program that was built here, without a leading v. */
  readonly versions: Readonly<Partial<Record<ToolName, string>>>;
}

/**
 * Builds what is not in the cache yet, one program after the other. A change of a tool's go.mod, go.sum or of how it is
 * linked builds it anew. `KUBEBUILDER_ASSETS` may name a folder with kube-apiserver and etcd, as `setup-envtest` makes.
 *
 * @param progress gets one line at each step
 */
export async function buildTools(progress: (line: string) => void = () => {}): Promise<Toolbox> {
  const programs: Partial<Record<ToolName, string>> = {};
  const versions: Partial<Record<ToolName, string>> = {};
  const missing: { name: string; reason: string }[] = [];
  for (const tool of TOOLS) {
    try {
      if (tool.package !== undefined)
        programs[tool.name] = readyMade(tool) ?? (await build(tool, tool.package, progress));
      versions[tool.name] = pinnedVersion(tool);
    } catch (error) {
      missing.push({ name: tool.name, reason: message(error) });
      progress(`${tool.name}: not to be had, ${message(error)}`);
    }
  }
  return { programs, versions, missing, ...(await sources(missing, progress)) };
}

async function build(tool: Tool, what: string, progress: (line: string) => void): Promise<string> {
  const version = pinnedVersion(tool);
  const target = join(CACHE, `${tool.name}-${version}-${fingerprint(tool)}`, tool.name);
  if (existsSync(target)) return target;
  progress(`${tool.name} ${version}: building`);
  const started = Date.now();
  mkdirSync(dirname(target), { recursive: true });
  // Under another name first: an interrupted build must not leave half a program behind.
  const partial = `${target}.${process.pid}`;
  try {
    const flags = ["-trimpath", "-buildvcs=false", `-ldflags=${linking(tool)}`];
    await go(folderOf(tool), ["build", ...flags, "-o", partial, what]);
    renameSync(partial, target);
  } finally {
    rmSync(partial, { force: true });
  }
  progress(`${tool.name} ${version}: built in ${Math.round((Date.now() - started) / 1000)} s`);
  return target;
}

/** Charts come with the sources of add-ons, and stages with those of KWOK. */
async function sources(
  missing: { name: string; reason: string }[],
  progress: (line: string) => void,
): Promise<Pick<Toolbox, "charts" | "stages">> {
  const charts = new Map<string, string>();
  let stages: string | undefined;
  for (const tool of TOOLS.filter(({ name, addon }) => addon || name === "kwok")) {
    try {
      const folder = await sourceFolder(tool);
      if (tool.addon) for (const [name, path] of chartsIn(join(folder, tool.addon.charts))) charts.set(name, path);
      else stages = join(folder, "kustomize/stage");
    } catch (error) {
      missing.push({ name: `sources of ${tool.name}`, reason: message(error) });
      progress(`sources of ${tool.name}: not to be had, ${message(error)}`);
    }
  }
  return { charts, stages };
}

function chartsIn(folder: string): [name: string, path: string][] {
  return readdirSync(folder)
    .map((name): [string, string] => [name, join(folder, name)])
    .filter(([, path]) => existsSync(join(path, "Chart.yaml")));
}

/** The add-ons' programs that are at hand, with how they stand for a container. */
export function addonPrograms({ programs }: Pick<Toolbox, "programs">): (AddonProcess & { program: string })[] {
  return TOOLS.flatMap(({ name, addon }) => {
    const program = programs[name];
    return addon?.process && program ? [{ ...addon.process, program }] : [];
  });
}

async function sourceFolder(tool: Tool): Promise<string> {
  const answer: unknown = JSON.parse(await go(folderOf(tool), ["mod", "download", "-json", tool.module]));
  if (typeof answer === "object" && answer !== null && "Dir" in answer && typeof answer.Dir === "string") {
    return answer.Dir;
  }
  throw new Error(`go mod download named no folder for ${tool.module}`);
}

function readyMade(tool: Tool): string | undefined {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (!assets || !tool.envtest) return undefined;
  const path = join(assets, tool.name);
  return existsSync(path) ? path : undefined;
}

function pinnedVersion(tool: Tool): string {
  const requirements = readFileSync(join(folderOf(tool), "go.mod"), "utf8");
  const lines = requirements.split("\n").map((one) => one.replace(/^require\s/, "").trim());
  const version = lines.find((one) => one.startsWith(`${tool.module} v`))?.split(/\s+/)[1];
  if (!version) throw new Error(`${tool.folder}/go.mod does not require ${tool.module}`);
  return version.slice(1);
}

function linking(tool: Tool): string {
  const version = pinnedVersion(tool);
  const [major = "", minor = ""] = version.split(".");
  const variables = Object.entries(tool.variables ?? {}).map(([name, value]) => {
    const filled = value.replace("%v", version).replace("%major", major).replace("%minor", minor);
    return `-X ${name}=${filled}`;
  });
  // Without symbol tables: nobody debugs these, and they are half as large.
  return ["-s -w", ...variables].join(" ");
}

function fingerprint(tool: Tool): string {
  const hash = createHash("sha256").update(`${tool.package} ${linking(tool)} ${process.platform} ${process.arch}`);
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(folderOf(tool), file)));
  return hash.digest("hex").slice(0, 12);
}

function folderOf(tool: Tool): string {
  return join(__dirname, tool.folder);
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

if (require.main === module) {
  buildTools((line) => console.log(line)).then(({ programs, missing }) => {
    console.log(Object.values(programs).join("\n"));
    if (missing.length > 0) process.exitCode = 1;
  });
}
