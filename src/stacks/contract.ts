import { TerraformOutput, type TerraformRemoteState, type TerraformStack } from "cdktf";

/**
 * What the add-ons stack knows of the cluster stack: this list, and no more. No add-on extends it, so that adding one
 * never changes the cluster stack; whatever else an add-on needs is in the description of the cluster.
 */
export interface ClusterFacts {
  readonly clusterArn: string;
  /** URL of the API server. */
  readonly clusterEndpoint: string;
  /** Certificate authority of the API server, in base64. */
  readonly clusterCertificateAuthority: string;
  readonly clusterSecurityGroupId: string;
  readonly oidcProviderArn: string;
  /** Host and path of the OIDC issuer, without `https://`. */
  readonly oidcIssuer: string;
  readonly podExecutionRoleArn: string;
  /** ARN of the policy that keeps the cluster as long as it is attached to a role of the add-ons. */
  readonly teardownGuardArn: string;
  readonly vpcId: string;
  readonly privateSubnetIds: string[];
}

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

function outputName(fact: string): string {
  return fact.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
