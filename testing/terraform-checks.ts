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
import { forVersions, offline, type Prepared, type StackJson, withoutProviders } from "./terraform-prepare";
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

/** A copy of a stack in which Terraform can go on. */
export interface Validated {
  readonly folder: string;
  readonly cliConfigFile: string;
  /** In what the stack differs from the synthesized one. */
  readonly notes: readonly string[];
}

/**
 * Runs `terraform init` and `validate` on a copy of the stack, without network or account.
 * @throws Error with Terraform's own words
 */
export async function validateCopy(check: Check): Promise<Validated> {
  const copy = prepareCopy(check);
  await initialize(copy.folder, copy.cliConfigFile);
  await validate(copy.folder, copy.cliConfigFile);
  return copy;
}

/** Runs `terraform init` on a copy of the stack, and plans it. @throws Error with Terraform's own words */
export async function planUnvalidated(copy: Validated): Promise<PlanJson> {
  await initialize(copy.folder, copy.cliConfigFile);
  return planCopy(copy);
}

/** Writes a copy of the stack that Terraform can work on without network or account. */
export function prepareCopy({ name, synthesized, root, without = [], facts }: Check): Validated {
  if ("reason" in TERRAFORM) throw new Error(TERRAFORM.reason);
  const half = withoutProviders(offline(readStack(synthesized)), without);
  const chosen = chooseAll(half.stack);
  const versions = new Map([...chosen].map(([local, { version }]) => [local, version]));
  const { stack, notes }: Prepared = forVersions(half.stack, versions, NEWER_ATTRIBUTES);

  const folder = copyStack(synthesized, stack, root, name);
  if (facts) placeState(stack, folder, root, stateFile(facts, TERRAFORM.version));
  mkdirSync(root, { recursive: true });
  const cliConfigFile = join(root, "terraform.rc");
  writeFileSync(cliConfigFile, cliConfig([...chosen.values()]));
  return { folder, cliConfigFile, notes: [...half.notes, ...notes] };
}

/** Runs an offline `terraform plan` on a stack that is valid. @throws Error with Terraform's own words */
export async function planCopy(
  { folder, cliConfigFile }: Validated,
  variables: readonly string[] = [],
): Promise<PlanJson> {
  return plan(folder, cliConfigFile, variables);
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
