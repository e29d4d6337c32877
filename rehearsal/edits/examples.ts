import { readdirSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parse } from "yaml";
import type { ClusterDescription } from "../product";

const EXAMPLES = resolve(__dirname, "../../examples/clusters");

/** Account that the examples are written for. */
const WRITTEN_FOR = "111122223333";

/** Zones of a region that is played, by their letters. */
const LETTERS = "abc";

/** An example as it is where a rehearsal takes place. */
export interface Example {
  readonly name: string;
  readonly description: ClusterDescription;
  /** Names of the roles and policies that it takes for granted. */
  readonly roles: readonly string[];
  readonly policies: readonly string[];
}

/**
 * Every example under the name of the cluster that is rehearsed, in its region and account, but for those that need a VPC:
 * that has a scenario of its own.
 */
export function examplesHere(cluster: ClusterDescription, account: string): readonly Example[] {
  return readdirSync(EXAMPLES).flatMap((file) => {
    const written: ClusterDescription = parse(readFileSync(resolve(EXAMPLES, file), "utf8"));
    if (written.network.vpcId !== undefined) return [];
    return [{ name: basename(file, ".yaml"), ...exampleHere(written, cluster, account) }];
  });
}

/** One of them. Zones are told apart by their letters, of which there are three. */
export function exampleHere(
  written: ClusterDescription,
  cluster: ClusterDescription,
  account: string,
): Omit<Example, "name"> {
  const { region } = cluster;
  const text = JSON.stringify(written)
    .replaceAll(written.region, region)
    .replaceAll(WRITTEN_FOR, account)
    // Roles and policies are made here by their names alone.
    .replace(/:(role|policy)\/(?:[\w-]+\/)+/g, ":$1/");
  const moved: ClusterDescription = JSON.parse(text);
  const availabilityZones = (moved.network.availabilityZones ?? [])
    .slice(0, LETTERS.length)
    .map((_, index) => `${region}${LETTERS[index]}`);
  const description = { ...moved, name: cluster.name, network: { ...moved.network, availabilityZones } };
  return { description, roles: namesIn(text, account, "role"), policies: namesIn(text, account, "policy") };
}

function namesIn(text: string, account: string, kind: "role" | "policy"): string[] {
  const arns = text.matchAll(new RegExp(`arn:aws:iam::${account}:${kind}/([\\w-]+)`, "g"));
  return [...new Set([...arns].map(([, name = ""]) => name))];
}
