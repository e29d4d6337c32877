import { TerraformResource } from "cdktf";
import { basePods } from "../addons/cluster-file";
import type { BasePods } from "../description/cluster-spec";
import { shortened } from "../description/report";
import { fargateSize } from "../knowledge/fargate-size";
import type { ClusterStacks } from "./add-clusters";

/** With more clusters than this, each gets a line less. */
const FEW = 10;

/** Lines of each part, at most. */
const LONGEST_PART = 50;

/**
 * What was synthesized, and the commands to run next. They name stacks one by one: a glob such as `prod*` would also
 * take prod-eu.
 *
 * @param others - what else is worth a look
 */
export function summary(clusters: readonly ClusterStacks[], others: readonly string[] = []): string {
  const warnings = clusters.flatMap((stacks) => stacks.warnings);
  return [...made(clusters), [...shortened(warnings), ...shortened(others)].join("\n"), nextSteps(clusters)]
    .filter((part) => part !== "")
    .join("\n\n");
}

function made(clusters: readonly ClusterStacks[]): string[] {
  if (clusters.length <= FEW) return clusters.map(clusterSummary);
  const lines = clusters.map((stacks) => `  ${title(stacks)}: ${resourceCount(stacks)} resources`);
  return [[`${clusters.length} clusters, each with two stacks:`, ...cut(lines, "clusters")].join("\n")];
}

function clusterSummary(stacks: ClusterStacks): string {
  const { cluster, clusterStack, addonsStack } = stacks;
  const counts = [clusterStack, addonsStack].map((stack) => `  ${stack.node.id}: ${resources(stack)} resources`);
  return [title(stacks), ...counts, ...basePods(cluster).flatMap(bill)].join("\n");
}

/** What AWS bills for an add-on's pods on Fargate. */
function bill({ who, size }: BasePods): string[] {
  const billed = size && fargateSize(size.cpu, size.memory);
  return billed ? [`  ${who} on Fargate: ${size.replicas} x ${billed.vcpu} vCPU, ${billed.memoryGb} GB`] : [];
}

function title({ cluster }: ClusterStacks): string {
  const facts = [cluster.region, `Kubernetes ${cluster.kubernetesVersion}`, ...(cluster.retired ? ["retired"] : [])];
  return `${cluster.name} (${facts.join(", ")})`;
}

function resourceCount({ clusterStack, addonsStack }: ClusterStacks): number {
  return resources(clusterStack) + resources(addonsStack);
}

function resources(stack: ClusterStacks["clusterStack" | "addonsStack"]): number {
  return stack.node.findAll().filter(TerraformResource.isTerraformResource).length;
}

function nextSteps(clusters: readonly ClusterStacks[]): string {
  const commands = clusters.flatMap(({ cluster, clusterStack, addonsStack }) => {
    const both = `${clusterStack.node.id} ${addonsStack.node.id}`;
    return cluster.retired
      ? [`  npx cdktf deploy ${both}  # lifts what protects ${cluster.name}`, `  npx cdktf destroy ${both}`]
      : [`  npx cdktf diff ${clusterStack.node.id}`, `  npx cdktf deploy ${both}`];
  });
  if (commands.length === 0) return "";
  return ["Next (with CHECKPOINT_DISABLE=1, or the CLI phones home):", ...cut(commands, "commands")].join("\n");
}

function cut(lines: readonly string[], what: string): string[] {
  const more = lines.length - LONGEST_PART;
  return more > 0 ? [...lines.slice(0, LONGEST_PART), `  and ${more} more ${what}`] : [...lines];
}
