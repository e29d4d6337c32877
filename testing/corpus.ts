import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { parseCluster, resolveCluster } from "../src/addons/cluster-file";
import { karpenterContext } from "../src/addons/karpenter/description/context";
import { nodeClassRules, nodePoolRules } from "../src/addons/karpenter/rules";
import { formatPath, type Problem } from "../src/description/problem";

/** An example of the corpus; the head of its files says what the keys mean. */
export interface Example {
  readonly name: string;
  readonly valid: boolean;
  readonly by?: "apiServer" | "controller" | "aws" | "project";
  readonly error?: string;
  readonly nodePool?: unknown;
  readonly nodeClass?: unknown;
}

/** The examples of one file. */
export function examples(file: "node-pools.yaml" | "node-classes.yaml"): Example[] {
  return parse(readFileSync(join(__dirname, "../__tests__/corpus", file), "utf8"));
}

/** The cluster that the examples belong to, as its file would have it. */
export function clusterOf({ nodePool, nodeClass }: Example): object {
  const name = (nodeClass as { name?: string } | undefined)?.name;
  return {
    name: "sandbox",
    region: "eu-central-1",
    network: { availabilityZones: ["eu-central-1a", "eu-central-1b"] },
    karpenter: {
      nodePools: [nodePool ?? { name: "a", nodeClass: name ?? "a" }],
      nodeClasses: nodeClass
        ? [nodeClass]
        : [
            { name: "default", amiAlias: "al2023@v20260101" },
            {
              name: "reserved",
              amiAlias: "al2023@v20260101",
              capacityReservationSelectorTerms: [{ tags: { team: "web" } }],
            },
          ],
    },
  };
}

/** All that is wrong with a cluster's node pools and node classes, or with the shape of its description. */
export function problemsOf(input: object): readonly Problem[] {
  const { value: cluster, problems } = parseCluster(input);
  if (problems.length > 0 || !cluster) return problems;
  const context = karpenterContext(resolveCluster(cluster), []);
  return [...nodePoolRules(context), ...nodeClassRules(context)];
}

/** `key.path  message`, one line for each error. */
export function errorLines(problems: readonly Problem[]): string {
  return problems
    .filter(({ severity }) => severity === "error")
    .map(({ path, message }) => `${formatPath(path)}  ${message}`)
    .join("\n");
}
