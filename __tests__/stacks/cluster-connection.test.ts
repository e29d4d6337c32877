import { describe, expect, it } from "vitest";
import { synthesizeCluster } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";
import type { StackJson } from "../../testing/terraform-prepare";

const FACTS = "data.terraform_remote_state.cluster.outputs";
const ADDRESS = {
  host: reference(`${FACTS}.cluster_endpoint`),
  cluster_ca_certificate: reference(`base64decode(${FACTS}.cluster_certificate_authority)`),
};
const GET_TOKEN = ["eks", "get-token", "--cluster-name", "sandbox", "--region", "eu-central-1", "--output", "json"];
const CLOUD = { state: { backend: "cloud", organization: "acme" } };

/** What the Helm and the Kubernetes provider are configured with. */
function connections({ provider }: StackJson) {
  return { helm: provider?.helm?.[0]?.kubernetes, kubernetes: provider?.kubernetes?.[0] };
}

describe("connectToCluster", () => {
  const exec = (args: string[]) => ({ api_version: "client.authentication.k8s.io/v1beta1", command: "aws", args });

  it("defaults to tokens from the AWS CLI", () => {
    const { addons } = synthesizeCluster();
    expect(connections(addons)).toEqual({
      helm: { ...ADDRESS, exec: exec(GET_TOKEN) },
      kubernetes: { ...ADDRESS, exec: [exec(GET_TOKEN)] },
    });
    expect(addons).not.toHaveProperty("ephemeral");
  });

  it("gets tokens as the role that Terraform assumes", () => {
    const roleArn = "arn:aws:iam::111122223333:role/deployer";
    const { addons } = synthesizeCluster({ aws: { roleArn } });
    expect(connections(addons).helm).toMatchObject({ exec: exec([...GET_TOKEN, "--role-arn", roleArn]) });
  });

  it("defaults to an ephemeral token where HCP Terraform runs the plans", () => {
    const { addons } = synthesizeCluster({}, CLOUD);
    const token = reference("ephemeral.aws_eks_cluster_auth.cluster.token");
    expect(addons.ephemeral).toEqual({ aws_eks_cluster_auth: { cluster: { name: "sandbox" } } });
    expect(connections(addons)).toEqual({ helm: { ...ADDRESS, token }, kubernetes: { ...ADDRESS, token } });
    // Anywhere else it could end up in a plan or in state.
    expect(JSON.stringify(addons).match(/ephemeral\./g)).toHaveLength(2);
    expect(JSON.stringify(addons)).not.toContain("data.aws_eks_cluster_auth");
  });

  it("follows the settings where they choose", () => {
    const exec = synthesizeCluster({}, { ...CLOUD, clusterAuthentication: "exec" }).addons;
    expect(connections(exec).helm).toHaveProperty("exec");
    const token = synthesizeCluster({}, { clusterAuthentication: "token" }).addons;
    expect(connections(token).helm).toHaveProperty("token");
  });

  it("isn't there for the cluster stack, whose plan needs no cluster", () => {
    expect(Object.keys(synthesizeCluster().cluster.provider ?? {})).toEqual(["aws", "time"]);
  });
});
