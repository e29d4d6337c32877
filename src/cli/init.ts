import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { stringify } from "yaml";
import { CLUSTER_FORMAT, resolveCluster } from "../addons/cluster-file";
import { projectRules } from "../app/rules";
import { examineClusters } from "../description/check";
import type { ClusterDescription } from "../description/cluster-description";
import type { Finding } from "../description/report";
import { codeSource } from "../description/source";
import { refusedZones } from "../knowledge/zones";
import { readContext, SettingsError } from "../settings/settings";
import { ownPackage, PACKAGE_FOLDER } from "./own-package";
import { UsageError } from "./usage-error";

export interface InitOptions {
  readonly name: string;
  /** @default - that of the environment, or eu-central-1 */
  readonly region?: string;
  /** With commas between them. */
  readonly zones?: string;
  readonly state: string;
  readonly stateRegion?: string;
  /** @default - this version */
  readonly package?: string;
}

/** Files that are written as they lie there; npm would leave out a `.gitignore`, so it has no dot. */
const TEMPLATE = join(PACKAGE_FOLDER, "templates/project");

/** What an empty folder may hold. */
const HARMLESS = [".git"];

/**
 * Writes a new project into an empty folder: all of it, or nothing.
 *
 * @returns whether it was written; if not, it has been said why
 * @throws UsageError where the options make no project, or the folder isn't empty
 */
export function init(folder: string, options: InitOptions): boolean {
  const description = describedCluster(options);
  const target = resolve(folder);
  const found = contentOf(folder);
  if (found.length > 0) {
    const some = found.slice(0, 3).join(", ");
    throw new UsageError(
      `${folder} isn't empty (${some}${found.length > 3 ? ", ..." : ""}); name a folder that is, or is still to be made`,
    );
  }
  const made = mkdirSync(target, { recursive: true });
  const staging = mkdtempSync(join(target, ".init-"));
  const moved: string[] = [];
  try {
    write(staging, basename(target), description, options);
    checkSettings(join(staging, "cdktf.json"));
    for (const entry of readdirSync(staging)) {
      renameSync(join(staging, entry), join(target, entry));
      moved.push(join(target, entry));
    }
    rmSync(staging, { recursive: true });
  } catch (error) {
    for (const path of [...moved, staging, ...(made ? [made] : [])]) rmSync(path, { recursive: true, force: true });
    throw error;
  }
  console.log(summary(folder, description));
  return true;
}

function contentOf(folder: string): string[] {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) throw new UsageError(`${folder} is a file; name a folder`);
  return readdirSync(folder).filter((name) => !HARMLESS.includes(name));
}

/** The cluster that the options describe, by the rules that any cluster goes by. */
function describedCluster(options: InitOptions): ClusterDescription {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const region = options.region ?? (AWS_REGION || AWS_DEFAULT_REGION || "eu-central-1");
  const description = {
    name: options.name,
    region,
    network: { availabilityZones: options.zones?.split(",").map((zone) => zone.trim()) ?? guessedZones(region) },
  };
  const { findings } = examineClusters(
    CLUSTER_FORMAT,
    [() => codeSource(description)],
    resolveCluster,
    projectRules(undefined),
  );
  const errors = findings.filter(({ severity }) => severity === "error");
  // Zones that were guessed from a wrong region are wrong, too, and nobody named them.
  const named = options.zones === undefined ? errors.filter(({ path }) => path[0] !== "network") : errors;
  const told = named.length > 0 ? named : errors;
  if (told.length > 0) throw new UsageError(told.map(byFlag).join("\n       "));
  return description;
}

function guessedZones(region: string): string[] {
  if (refusedZones(region).length > 0) {
    throw new UsageError(
      `which zones of ${region} take a cluster differs from account to account; name two or more with --zones ('aws ec2 describe-availability-zones --region ${region}' lists them)`,
    );
  }
  return ["a", "b", "c"].map((letter) => `${region}${letter}`);
}

const FLAGS: Readonly<Record<string, string>> = { name: "--name", region: "--region", network: "--zones" };

function byFlag({ path, message }: Finding): string {
  return `${FLAGS[String(path[0])] ?? ""}: ${message}`;
}

function checkSettings(file: string): void {
  try {
    readContext(file);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const messages = error.findings.map(
      ({ path, message }) => `${path.at(-1) === "region" ? "--state-region" : "--state"}: ${message}`,
    );
    throw new UsageError(messages.join("\n       "));
  }
}

function write(folder: string, project: string, description: ClusterDescription, options: InitOptions): void {
  const text = (file: string, content: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  const json = (file: string, value: unknown) => text(file, `${JSON.stringify(value, null, 2)}\n`);
  cpSync(TEMPLATE, folder, { recursive: true });
  renameSync(join(folder, "gitignore"), join(folder, ".gitignore"));
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const words: Readonly<Record<string, string>> = { "%project%": project, "%name%": description.name };
  // At once, by a function: the name of a folder may hold what stands for something else.
  text(
    "README.md",
    readme.replace(/%\w+%/g, (word) => words[word] ?? word),
  );
  text(`clusters/${description.name}.yaml`, clusterFile(description));
  json("cdktf.json", {
    language: "typescript",
    app: "node --import tsx main.ts",
    projectId: project,
    sendCrashReports: "false",
    terraformProviders: [],
    terraformModules: [],
    context: { state: stateSettings(options, description.region) },
  });
  json("package.json", packageJson(options.package));
}

function clusterFile({ name, region, network: { availabilityZones = [] } }: ClusterDescription): string {
  const scalar = (value: string) => stringify(value).trimEnd();
  return `# yaml-language-server: $schema=../node_modules/${ownPackage().name}/cluster.schema.json
name: ${scalar(name)}
region: ${scalar(region)}

network:
  availabilityZones: [${availabilityZones.map(scalar).join(", ")}]

karpenter:
  nodePools:
    - name: default
      capacityTypes: [on-demand]
      limits: { cpu: 100 }
      consolidation: { policy: WhenEmpty, after: 30s }
`;
}

/** `local`, `s3://<bucket>/<prefix>/` or `cloud://<organization>`, as settings. What is wrong with them is told later. */
function stateSettings({ state, stateRegion }: InitOptions, region: string): object {
  const [, backend, place = ""] = /^(?:(s3|cloud):\/\/)?(.*)$/s.exec(state) ?? [];
  if (backend !== "s3" && stateRegion !== undefined) {
    throw new UsageError(`--state-region: it is the region of a bucket, and --state is ${state}; leave it out`);
  }
  switch (backend) {
    case "s3": {
      const [bucket, ...folders] = place.split("/");
      const prefix = folders.join("/");
      return { backend, bucket, region: stateRegion ?? region, ...(prefix !== "" && { prefix }) };
    }
    case "cloud":
      return { backend, organization: place };
    default:
      if (state === "local") return { backend: "local" };
      throw new UsageError(`--state: got ${state}; local, s3://<bucket>/<prefix>/ or cloud://<organization> is needed`);
  }
}

/** Exact versions, those that this package is tested with: an update is one number, and nothing else moves. */
function packageJson(spec: string | undefined): object {
  if (spec?.trim() === "") throw new UsageError("--package: got nothing; a version, or where a tarball is, is needed");
  const { name, version, devDependencies } = ownPackage();
  const exact = (...names: string[]) => Object.fromEntries(names.map((one) => [one, devDependencies[one]]));
  return {
    private: true,
    engines: { node: ">=20.19" },
    scripts: {
      check: "eks-addons check",
      synth: "node --import tsx main.ts",
      typecheck: "tsc --noEmit",
    },
    dependencies: { cdktf: devDependencies.cdktf, [name]: spec ?? version, ...exact("constructs", "tsx") },
    devDependencies: exact("@types/node", "cdktf-cli", "typescript"),
  };
}

function summary(folder: string, { name, region, network: { availabilityZones = [] } }: ClusterDescription): string {
  const place = relative("", resolve(folder));
  return `${name} in ${region} (${availabilityZones.join(", ")}): clusters/${name}.yaml

Next:
${place === "" ? "" : `  cd ${place}\n`}  npm install       # once, and commit package-lock.json
  npm run check     # the cluster files
  npm run synth     # writes cdktf.out, and says what to do next`;
}
