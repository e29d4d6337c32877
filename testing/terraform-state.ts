import type { ClusterFacts } from "../src/addons/addon";
import { outputName } from "../src/stacks/contract";

/** Account in which the clusters of the checks stand. */
export const ACCOUNT = "111122223333";

/** Facts about a cluster as they would be once it stands, in the shape that AWS gives them. */
export function plausibleFacts(name: string, region: string, zones: number): ClusterFacts {
  const issuer = `oidc.eks.${region}.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF`;
  return {
    clusterArn: `arn:aws:eks:${region}:${ACCOUNT}:cluster/${name}`,
    clusterEndpoint: `https://0123456789ABCDEF0123456789ABCDEF.gr7.${region}.eks.amazonaws.com`,
    clusterCertificateAuthority: Buffer.from("a certificate").toString("base64"),
    clusterSecurityGroupId: "sg-0123456789abcdef0",
    oidcProviderArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`,
    oidcIssuer: issuer,
    podExecutionRoleArn: `arn:aws:iam::${ACCOUNT}:role/${name}-fargate`,
    teardownGuardArn: `arn:aws:iam::${ACCOUNT}:policy/${name}-destroy-addons-first`,
    vpcId: "vpc-0123456789abcdef0",
    privateSubnetIds: Array.from({ length: zones }, (_, index) => `subnet-0123456789abcdef${index}`),
  };
}

/** A state file (format 4) of the cluster stack that holds these facts as outputs, and no resources. */
export function stateFile(facts: ClusterFacts, terraformVersion: string): string {
  const outputs = Object.fromEntries(
    Object.entries(facts).map(([fact, value]) => [outputName(fact), { value, type: typeOf(value) }]),
  );
  return JSON.stringify(
    {
      version: 4,
      terraform_version: terraformVersion,
      serial: 1,
      lineage: "00000000-0000-0000-0000-000000000000",
      outputs,
      resources: [],
      check_results: null,
    },
    undefined,
    2,
  );
}

/** Terraform's type of an output's value. A list that is written out is a tuple. */
function typeOf(value: string | readonly string[]): unknown {
  return typeof value === "string" ? "string" : ["tuple", value.map(() => "string")];
}
