import { type App, TerraformResource } from "cdktf";
import { addedClusters, type ClusterStacks } from "./add-clusters";
import { fargateSize } from "./compute/fargate-size";

/**
 * What was synthesized, and the commands to run next. They name stacks one by one: a glob such as `prod*` would also
 * take prod-eu.
 */
export function summary(app: App): string {
  const clusters = addedClusters(app);
  const warnings = clusters.flatMap((stacks) => stacks.warnings);
  return [
    ...clusters.map(clusterSummary),
    ...(warnings.length > 0 ? [warnings.join("\n")] : []),
    nextSteps(clusters),
  ].join("\n\n");
}

function clusterSummary({ cluster, clusterStack, addonsStack }: ClusterStacks): string {
  const stacks = [clusterStack, addonsStack].map((stack) => {
    const count = stack.node.findAll().filter(TerraformResource.isTerraformResource).length;
    return `  ${stack.node.id}: ${count} resources`;
  });
  const { replicas, resources } = cluster.karpenter;
  const size = fargateSize(resources.cpu, resources.memory);
  const bill = size ? [`  Karpenter on Fargate: ${replicas} x ${size.vcpu} vCPU, ${size.memoryGb} GB`] : [];
  return [`${cluster.name} (${cluster.region}, Kubernetes ${cluster.kubernetesVersion})`, ...stacks, ...bill].join(
    "\n",
  );
}

function nextSteps(clusters: readonly ClusterStacks[]): string {
  const commands = clusters.flatMap(({ clusterStack, addonsStack }) => [
    `  npx cdktf diff ${clusterStack.node.id}`,
    `  npx cdktf deploy ${clusterStack.node.id} ${addonsStack.node.id}`,
  ]);
  return ["Next (with CHECKPOINT_DISABLE=1, or the CLI phones home):", ...commands].join("\n");
}
