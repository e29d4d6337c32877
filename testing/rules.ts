import { type ClusterInput, type ClusterSpecWithAddons, parseCluster } from "../src/addons/cluster-file";
import { formatPath, type Problem } from "../src/description/problem";
import { clusterSpec, SMALLEST } from "./stacks";

/** What rules find in the smallest cluster but for `changes`, as {@link lines}. */
export function check(rules: (cluster: ClusterSpecWithAddons) => Problem[], changes: Partial<ClusterInput>): string[] {
  return lines(rules(clusterSpec(changes)));
}

/** What parsing finds in the smallest cluster but for `changes`, whatever their types, as {@link lines}. */
export function parse(changes: Readonly<Record<string, unknown>>): string[] {
  return lines(parseCluster({ ...SMALLEST, ...changes }).problems);
}

/** `key.path  message`, or `key.path  warning: message`, of each problem. */
function lines(problems: readonly Problem[]): string[] {
  return problems.map(
    ({ severity, path, message }) => `${formatPath(path)}  ${severity === "warning" ? "warning: " : ""}${message}`,
  );
}
