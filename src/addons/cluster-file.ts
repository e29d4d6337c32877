import type { z } from "zod";
import { type BasePods, type ClusterSpec, resolveShared } from "../description/cluster-spec";
import { type Format, type Parsed, parseDescription } from "../description/parse";
import { foreignWords, OTHER_TOOLS } from "../description/parsing/foreign";
import type { KeyPath, Problem } from "../description/problem";
import { sharedRules } from "../description/rules";
import { SharedSchema } from "../description/schema/cluster";
import { ownRoleNames } from "../knowledge/names";
import type { Described } from "./addon";
import { ADDONS } from "./list";

type Listed = (typeof ADDONS)[number];

/** Key of an add-on → its schema. */
type AddonSchemas = { readonly [A in Listed as A["key"]]: A["schema"] };

/** The add-ons' part of a cluster file. */
type DescribedAddons = { readonly [A in Listed as A["key"]]: Described<A["key"], A["schema"]>[A["key"]] };

/** The description of a cluster: what all clusters have, and what each add-on brings. */
export const ClusterSchema = SharedSchema.extend(
  Object.fromEntries(ADDONS.map(({ key, schema }) => [key, schema])) as AddonSchemas,
);

/** A description as it is written: everything with a default may be left out. */
export type ClusterInput = z.input<typeof ClusterSchema>;

/** A description with its defaults filled in. */
export type ParsedCluster = z.output<typeof ClusterSchema>;

/** A cluster with its add-ons, with every default filled in, also those that follow from other values. */
export type ClusterSpecWithAddons = ClusterSpec & DescribedAddons;

/** How a cluster is described. */
export const CLUSTER_FORMAT: Format<typeof ClusterSchema> = {
  schema: ClusterSchema,
  foreign: foreignWords([OTHER_TOOLS, ...ADDONS.map(({ foreign }) => foreign)]),
};

/** Parses the description of a cluster, and tells all that is wrong with its shape and its single values. */
export function parseCluster(input: unknown, text?: (path: KeyPath) => string | undefined): Parsed<ParsedCluster> {
  return parseDescription(CLUSTER_FORMAT, input, text);
}

/** Fills in what follows from other values. */
export function resolveCluster(parsed: ParsedCluster): ClusterSpecWithAddons {
  return resolveShared(parsed, basePods(parsed));
}

/**
 * Everything that concerns more than a single value, and that AWS, Kubernetes or an add-on would otherwise tell minutes
 * into an apply.
 * @param clusters all clusters of the project, the same list for each: some names must not meet
 */
export function clusterRules(cluster: ClusterSpecWithAddons, clusters: readonly ClusterSpec[]): Problem[] {
  const roleNames = allRoleNames(cluster.name);
  return [
    ...sharedRules(cluster, clusters, { pods: basePods(cluster), roleNames }),
    ...ADDONS.flatMap((addon) => addon.rules(cluster, roleNames)),
  ];
}

/** Pods of add-ons that run on Fargate by the base profile. */
export function basePods(described: DescribedAddons): BasePods[] {
  return ADDONS.flatMap((addon) => addon.basePods(described));
}

/** Names of all roles that are made for a cluster. None of them is anybody's to give away. */
export function allRoleNames(clusterName: string): string[] {
  return [...ownRoleNames(clusterName), ...ADDONS.flatMap((addon) => addon.roleNames(clusterName))];
}
