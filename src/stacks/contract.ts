import { TerraformOutput, type TerraformRemoteState, type TerraformStack } from "cdktf";
import type { ClusterFacts } from "../addons/addon";

/** Writes the facts as outputs of the cluster stack, named as here but in Terraform's spelling (`cluster_arn`). */
export function writeClusterFacts(stack: TerraformStack, facts: ClusterFacts): void {
  for (const [name, value] of Object.entries(facts)) {
    new TerraformOutput(stack, outputName(name), { value, staticId: true });
  }
}

/** Reads the facts from the state of the cluster stack. */
export function readClusterFacts(state: TerraformRemoteState): ClusterFacts {
  const text = (name: Exclude<keyof ClusterFacts, "privateSubnetIds">) => state.getString(outputName(name));
  return {
    clusterArn: text("clusterArn"),
    clusterEndpoint: text("clusterEndpoint"),
    clusterCertificateAuthority: text("clusterCertificateAuthority"),
    clusterSecurityGroupId: text("clusterSecurityGroupId"),
    oidcProviderArn: text("oidcProviderArn"),
    oidcIssuer: text("oidcIssuer"),
    podExecutionRoleArn: text("podExecutionRoleArn"),
    teardownGuardArn: text("teardownGuardArn"),
    vpcId: text("vpcId"),
    privateSubnetIds: state.getList(outputName("privateSubnetIds")),
  };
}

/** Name of the output that holds a fact. */
export function outputName(fact: string): string {
  return fact.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
