import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn, type TerraformStack } from "cdktf";
import type { ClusterFacts } from "../addons/addon";
import type { ClusterSpec } from "../description/cluster-spec";
import type { Settings } from "../settings/settings";

export interface ClusterConnection {
  readonly cluster: ClusterSpec;
  readonly facts: ClusterFacts;
  /** Role to reach the cluster with, the same as the AWS provider's. @default - whoever runs Terraform */
  readonly roleArn: string | undefined;
  readonly authentication: Settings["clusterAuthentication"];
}

/** Points the Helm and Kubernetes providers at the cluster, whose address is known when this stack is planned. */
export function connectToCluster(stack: TerraformStack, connected: ClusterConnection): void {
  const { cluster, facts, roleArn, authentication } = connected;
  const connection = {
    host: facts.clusterEndpoint,
    clusterCaCertificate: Fn.base64decode(facts.clusterCertificateAuthority),
  };
  if (authentication === "exec") {
    const exec = getToken(cluster, roleArn);
    new HelmProvider(stack, "helm", { kubernetes: { ...connection, exec } });
    new KubernetesProvider(stack, "kubernetes", { ...connection, exec: [exec] });
    return;
  }
  // An ephemeral value is asked for anew at each plan and apply, and is kept neither in plans nor in state. CDKTF has no
  // classes for such values.
  stack.addOverride("ephemeral.aws_eks_cluster_auth.cluster", { name: cluster.name });
  const token = "${ephemeral.aws_eks_cluster_auth.cluster.token}";
  new HelmProvider(stack, "helm", { kubernetes: { ...connection, token } });
  new KubernetesProvider(stack, "kubernetes", { ...connection, token });
}

function getToken({ name, region }: ClusterSpec, roleArn: string | undefined) {
  const role = roleArn ? ["--role-arn", roleArn] : [];
  return {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", name, "--region", region, "--output", "json", ...role],
  };
}
