import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { nodeClassRules, nodePoolRules } from "../../../src/spec/karpenter/rules";
import { parseCluster } from "../../../src/spec/parse";
import { formatPath, type Problem } from "../../../src/spec/problem";

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
  return parse(readFileSync(join(__dirname, "../../corpus", file), "utf8"));
}

/** The cluster that the examples belong to, as its file would have it. */
export function clusterOf({ nodePool, nodeClass }: Example): object {
  const name = (nodeClass as { name?: string } | undefined)?.name;
  return {
    name: "sandbox",
    region: "eu-central-1",
    network: { availabilityZones: ["eu-central-1a", "eu-central-1b"] },
    karpenter: {
      nodePools: [nodePool ?? anyOs(name ?? "a")],
      nodeClasses: nodeClass
        ? [nodeClass]
        : [
            { name: "default", amiAlias: "al2023@v20260101" },
            { name: "windows", amiAlias: "windows2022@latest" },
          ],
    },
  };
}

/** A pool for any node class, also for one that makes Windows nodes. */
function anyOs(nodeClass: string): object {
  const requirements = [{ key: "kubernetes.io/os", operator: "Exists" }];
  return { name: "a", nodeClass, template: { spec: { requirements } } };
}

/** All that is wrong with a cluster's node pools and node classes, or with the shape of its description. */
export function problemsOf(input: object): readonly Problem[] {
  const { cluster, problems } = parseCluster(input);
  if (problems.length > 0 || !cluster) return problems;
  const context = {
    clusterName: cluster.name,
    kubernetesVersion: cluster.kubernetesVersion,
    tags: cluster.tags,
    nodePools: cluster.karpenter.nodePools,
    nodeClasses: cluster.karpenter.nodeClasses,
  };
  return [...nodePoolRules(context), ...nodeClassRules(context)];
}

/** `key.path  message`, one line for each error. */
export function errorLines(problems: readonly Problem[]): string {
  return problems
    .filter(({ severity }) => severity === "error")
    .map(({ path, message }) => `${formatPath(path)}  ${message}`)
    .join("\n");
}
