import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ClusterFacts } from "../src/addons/addon";
import { NEWER_ATTRIBUTES } from "./newer-attributes";
import {
  copyStack,
  findTerraform,
  initialize,
  type PlanJson,
  placeState,
  plan,
  readStack,
  validate,
} from "./terraform";
import { forVersions, offline, type StackJson, withoutProviders } from "./terraform-prepare";
import { chooseProvider, cliConfig, findProviders, mirrorFolders, type Provider } from "./terraform-providers";
import { stateFile } from "./terraform-state";

const PROJECT = join(__dirname, "..");
const TERRAFORM = findTerraform();
const PROVIDERS: readonly Provider[] =
  "reason" in TERRAFORM ? [] : findProviders(mirrorFolders(process.env, homedir(), PROJECT), TERRAFORM.platform);

/** Why a check that needs these providers of HashiCorp's (`aws`) can't run on this machine; undefined where it can. */
export function whyNot(providers: readonly string[]): string | undefined {
  if ("reason" in TERRAFORM) return TERRAFORM.reason;
  const lacking = providers.filter((name) => !PROVIDERS.some(({ source }) => source === `hashicorp/${name}`));
  return lacking.length > 0 ? `no provider ${lacking.join(", ")} at hand` : undefined;
}

/** A synthesized stack, and what to check of it. */
export interface Check {
  readonly name: string;
  /** Folder that CDKTF wrote the stack into. */
  readonly synthesized: string;
  /** Folder of the check, with nothing else in it. */
  readonly root: string;
  /**
   * Local names of providers to do without.
   * @default - none
   */
  readonly without?: readonly string[];
  /**
   * What the stack reads of the cluster stack's state.
   * @default - it reads no state
   */
  readonly facts?: ClusterFacts;
}

/** A stack that is planned as a module beside others. */
export interface ModuleCheck extends Check {
  /** Input variables by name. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What to know of the plan beside its resources, by name: expressions of the stack's. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** A copy of a stack in which Terraform can go on. */
export interface Prepared {
  readonly folder: string;
  readonly cliConfigFile: string;
  readonly providers: readonly Provider[];
  /** In what the stack differs from the synthesized one. */
  readonly notes: readonly string[];
}

/** A stack with its part of a plan. */
export interface Planned {
  readonly plan: PlanJson;
  readonly notes: readonly string[];
}

/**
 * Runs `terraform init` and `validate` on a copy of the stack, without network or account.
 * @throws Error with Terraform's own words
 */
export async function validateCopy(check: Check): Promise<Prepared> {
  const copy = prepareCopy(check);
  await initialize(copy.folder, copy.cliConfigFile);
  await validate(copy.folder, copy.cliConfigFile);
  return copy;
}

/** Runs `terraform init` on a copy of the stack, and plans it offline. @throws Error with Terraform's own words */
export async function planCopy({ folder, cliConfigFile }: Prepared): Promise<PlanJson> {
  await initialize(folder, cliConfigFile);
  return plan(folder, cliConfigFile);
}

/**
 * Plans stacks offline, all at once, as modules of one configuration: most of the time of a plan goes into the schemas of
 * the providers, which Terraform then reads once. Modules have no backend, so it is left out.
 * @param root an empty folder; those of the checks count for nothing
 * @returns by the stack's name, which must differ
 * @throws Error with Terraform's own words, when one of them can't be planned
 */
export async function planTogether(
  checks: readonly ModuleCheck[],
  root: string,
): Promise<ReadonlyMap<string, Planned>> {
  const copies = new Map(checks.map((check) => [check.name, prepareCopy({ ...check, root })]));
  if (copies.size < checks.length) throw new Error("two of the stacks have one name");
  // As deep as a stack, for relative paths start where Terraform runs.
  const folder = join(root, "cdktf.out/stacks/.all");
  const cliConfigFile = join(root, "terraform.rc");
  mkdirSync(folder);
  writeFileSync(cliConfigFile, cliConfig([...new Set([...copies.values()].flatMap(({ providers }) => providers))]));
  writeFileSync(join(folder, "modules.tf.json"), JSON.stringify(callAll(checks)));
  for (const { name, outputs = {} } of checks) {
    const values = Object.entries(outputs).map(([output, value]) => [output, { value }]);
    if (values.length === 0) continue;
    const file = join(root, "cdktf.out/stacks", name, "outputs.tf.json");
    writeFileSync(file, JSON.stringify({ output: Object.fromEntries(values) }));
  }
  await initialize(folder, cliConfigFile);
  const whole = await plan(folder, cliConfigFile);
  return new Map([...copies].map(([name, { notes }]) => [name, { plan: partOf(whole, name), notes }]));
}

/** Writes a copy of the stack that Terraform can work on without network or account. */
export function prepareCopy({ name, synthesized, root, without = [], facts }: Check): Prepared {
  if ("reason" in TERRAFORM) throw new Error(TERRAFORM.reason);
  const half = withoutProviders(offline(readStack(synthesized)), without);
  const chosen = chooseAll(half.stack);
  const versions = new Map([...chosen].map(([local, { version }]) => [local, version]));
  const { stack, notes } = forVersions(half.stack, versions, NEWER_ATTRIBUTES);

  const folder = copyStack(synthesized, stack, root, name);
  if (facts) placeState(stack, folder, root, stateFile(facts, TERRAFORM.version));
  mkdirSync(root, { recursive: true });
  const cliConfigFile = join(root, "terraform.rc");
  const providers = [...chosen.values()];
  writeFileSync(cliConfigFile, cliConfig(providers));
  return { folder, cliConfigFile, providers, notes: [...half.notes, ...notes] };
}

/** A configuration that has the stacks as modules, and their outputs as its own. */
function callAll(checks: readonly ModuleCheck[]): unknown {
  const module = checks.map(({ name, variables }) => [name, { source: `../${name}`, ...variables }]);
  const output = checks.flatMap(({ name, outputs = {} }) =>
    Object.keys(outputs).map((key) => [outputName(name, key), { value: `\${module.${name}.${key}}` }]),
  );
  return { module: Object.fromEntries(module), ...(output.length > 0 && { output: Object.fromEntries(output) }) };
}

/** What a plan says of one module, as if it were planned alone. */
function partOf({ resource_changes: changes, planned_values: { outputs = {} } }: PlanJson, name: string): PlanJson {
  const module = `module.${name}`;
  const own = changes.filter(({ module_address: address }) => address === module);
  const prefix = outputName(name, "");
  const ownOutputs = Object.entries(outputs).filter(([output]) => output.startsWith(prefix));
  return {
    resource_changes: own.map((change) => ({ ...change, address: change.address.slice(module.length + 1) })),
    planned_values: {
      outputs: Object.fromEntries(ownOutputs.map(([output, value]) => [output.slice(prefix.length), value])),
    },
  };
}

function outputName(module: string, output: string): string {
  return `${module}__${output}`;
}

/** The provider at hand for each that the stack needs, by local name. */
function chooseAll(stack: StackJson): Map<string, Provider> {
  return new Map(
    Object.entries(stack.terraform.required_providers).map(([local, { source, version }]) => {
      const full = source.includes("/") ? source : `hashicorp/${source}`;
      const provider = chooseProvider(PROVIDERS, full, version);
      if (!provider) throw new Error(`the stack needs provider ${full}, and none is at hand`);
      return [local, provider];
    }),
  );
}
