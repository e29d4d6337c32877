import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Testing } from "cdktf";
import { addCluster, type ClusterStacks } from "../src";
import {
  type ClusterInput,
  ClusterSchema,
  type ClusterSpecWithAddons,
  resolveCluster,
} from "../src/addons/cluster-file";
import { withoutTokenTraces } from "../src/app/token-traces";
import type { StackJson } from "./terraform-prepare";

/** The smallest description of a cluster that is possible. */
export const SMALLEST: ClusterInput = {
  name: "sandbox",
  region: "eu-central-1",
  network: { availabilityZones: ["eu-central-1a", "eu-central-1b"] },
};

/** Both stacks of a cluster, as Terraform reads them. */
export interface SynthesizedCluster {
  readonly cluster: StackJson;
  readonly addons: StackJson;
}

/**
 * The stacks of a cluster that is the smallest one but for `changes`.
 * @param context project-wide settings, as under `context` in `cdktf.json`
 */
export function synthesizeCluster(
  changes: Partial<ClusterInput> = {},
  context: Record<string, unknown> = {},
): SynthesizedCluster {
  return withApp(context, (app) => {
    return parseStacks(addCluster(app, { ...SMALLEST, ...changes }));
  });
}

/** The stacks of a cluster that was added to an app. */
export function parseStacks({ clusterStack, addonsStack }: ClusterStacks): SynthesizedCluster {
  return { cluster: parse(Testing.synth(clusterStack)), addons: parse(Testing.synth(addonsStack)) };
}

/** Hands out an app with a folder of its own, which is removed afterwards. */
export function withApp<T>(context: Record<string, unknown>, use: (app: App) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), "synthesized-"));
  try {
    return withoutTokenTraces(() => use(new App({ outdir, context, stackTraces: false })));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The smallest cluster but for `changes`, with its defaults, as the rules and constructs get it. */
export function clusterSpec(changes: Partial<ClusterInput> = {}): ClusterSpecWithAddons {
  return resolveCluster(ClusterSchema.parse({ ...SMALLEST, ...changes }));
}

/** The resources of a type: name → arguments. */
export function resources(stack: StackJson, type: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  return stack.resource?.[type] ?? {};
}

/** The arguments of one resource, or of the only one of its type. Fails when there is none, or the choice is open. */
export function resource(stack: StackJson, type: string, name?: string): Readonly<Record<string, unknown>> {
  const ofType = resources(stack, type);
  const names = name === undefined ? Object.keys(ofType) : [name];
  const found = names.length === 1 ? ofType[names[0] ?? ""] : undefined;
  if (!found)
    throw new Error(`no ${type} ${name ?? "that is the only one"}; there are: ${Object.keys(ofType).join(", ")}`);
  return found;
}

/** Terraform addresses of a stack's resources, data sources and outputs, sorted. */
export function stackAddresses(stack: StackJson): string[] {
  const blocks = (prefix: string, part: StackJson["resource"]) =>
    Object.entries(part ?? {}).flatMap(([type, byName]) =>
      Object.keys(byName).map((name) => `${prefix}${type}.${name}`),
    );
  return [
    ...blocks("", stack.resource),
    ...blocks("data.", stack.data),
    ...blocks("ephemeral.", stack.ephemeral),
    ...Object.keys(stack.output ?? {}).map((name) => `output.${name}`),
  ].sort();
}

function parse(json: string): StackJson {
  return JSON.parse(json, (key, value) => (key === "//" ? undefined : value));
}
