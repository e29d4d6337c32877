import type { App } from "cdktf";
import { CLUSTER_FORMAT, type ClusterSpecWithAddons, resolveCluster } from "../addons/cluster-file";
import { checkClusters } from "../description/check";
import type { ClusterDescription } from "../description/cluster-description";
import type { ClusterSpec } from "../description/cluster-spec";
import { loadClusterFiles } from "../description/load";
import { error, type Problem } from "../description/problem";
import { formatFinding } from "../description/report";
import { codeSource, type SourceReader } from "../description/source";
import { addonsStackName } from "../knowledge/names";
import { type Settings, settingsOf } from "../settings/settings";
import { AddonsStack } from "../stacks/addons-stack";
import { ClusterStack } from "../stacks/cluster-stack";
import { plainText } from "../terraform/plain-text";
import { projectRules } from "./rules";

/**
 * The two stacks of a cluster. What a program adds to one of them is kept, ordered and destroyed as what is there already.
 */
export interface ClusterStacks {
  /** The description, with its defaults filled in. */
  readonly cluster: ClusterSpecWithAddons;
  /** Network and control plane: `clusterStack.network.vpcId`, `clusterStack.controlPlane.clusterName`. */
  readonly clusterStack: ClusterStack;
  /** What runs in the cluster. The AWS, Helm and Kubernetes providers are there, and connected to the cluster. */
  readonly addonsStack: AddonsStack;
  /** What is worth a second look, one line each. */
  readonly warnings: readonly string[];
}

/**
 * Adds a cluster that is described in TypeScript: the same keys, defaults and rules as in a cluster file.
 *
 * @example
 * ```ts
 * main((app) => {
 *   const { clusterStack } = addCluster(app, {
 *     name: "dev",
 *     region: "eu-central-1",
 *     network: { availabilityZones: ["eu-central-1a", "eu-central-1b"] },
 *   });
 *   new SsmParameter(clusterStack, "vpc-id", { name: "/dev/vpc-id", type: "String", value: clusterStack.network.vpcId });
 * });
 * ```
 *
 * @throws DescriptionError that lists all problems, by key path
 */
export function addCluster(app: App, description: ClusterDescription): ClusterStacks {
  const [stacks] = addSources(app, [() => codeSource(description)]);
  if (!stacks) throw new Error("a description without a problem gave no cluster");
  return stacks;
}

/**
 * Adds a cluster for each file (`<name>.yaml`) of a folder.
 * @throws DescriptionError that lists all problems of all files, by file, line and column
 */
export function addClusterFiles(app: App, folder: string): ClusterStacks[] {
  return addSources(app, loadClusterFiles(folder));
}

/** The clusters that were added to an app so far. */
export function addedClusters(app: App): readonly ClusterStacks[] {
  return app.node.metadata.flatMap(({ type, data }) => (type === ADDED ? [data as ClusterStacks] : []));
}

/** What is worth a look about an app's cluster files beside the clusters in them: files that were left out. */
export function notes(app: App): readonly string[] {
  return app.node.metadata.flatMap(({ type, data }) => (type === NOTE ? [String(data)] : []));
}

/** Kinds of metadata of an app: what was added to it is known in its tree, and nowhere else. */
const ADDED = "cdktf-eks-addons:added";
const NOTE = "cdktf-eks-addons:note";

function addSources(app: App, readers: readonly SourceReader[]): ClusterStacks[] {
  const before = addedClusters(app);
  const settings = settingsOf(app);
  const others = before.map(({ cluster }) => cluster);
  const { clusters, sources, warnings } = checkClusters(CLUSTER_FORMAT, readers, resolveCluster, [
    (cluster) => takenNames(app, cluster),
    ...projectRules(settings, others),
  ]);
  const byOrigin = new Map<string, string[]>();
  for (const finding of warnings) {
    byOrigin.set(finding.origin, [...(byOrigin.get(finding.origin) ?? []), formatFinding(finding)]);
  }
  const stacks = clusters.map((cluster, index) => {
    const origin = sources[index]?.origin ?? "";
    return makeStacks(app, cluster, settings, byOrigin.get(origin) ?? []);
  });
  const origins = new Set(sources.map(({ origin }) => origin));
  for (const finding of warnings.filter(({ origin }) => !origins.has(origin))) {
    app.node.addMetadata(NOTE, formatFinding(finding));
  }
  for (const one of stacks) app.node.addMetadata(ADDED, one);
  return stacks;
}

/** A stack that the program made itself has the name of one of the cluster's. */
function takenNames(app: App, { name }: ClusterSpec): Problem[] {
  return [name, addonsStackName(name)].flatMap((id) => {
    const taker = app.node.tryFindChild(id);
    // Names of other clusters have a rule of their own.
    if (taker === undefined || taker instanceof ClusterStack || taker instanceof AddonsStack) return [];
    return [error(["name"], `the program has a stack of its own that is named "${id}"; rename it, or the cluster`)];
  });
}

function makeStacks(
  app: App,
  cluster: ClusterSpecWithAddons,
  settings: Settings,
  warnings: readonly string[],
): ClusterStacks {
  const written = plainText(cluster);
  const clusterStack = new ClusterStack(app, written, settings);
  const addonsStack = new AddonsStack(app, clusterStack, written, settings);
  // No annotations: CDKTF's CLI shows them beside what the program prints, where the warnings are already.
  return { cluster, clusterStack, addonsStack, warnings };
}
