import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../src/addons/cluster-file";
import { resources, synthesizeCluster } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";

type Endpoint = NonNullable<NonNullable<ClusterInput["controlPlane"]>["endpoint"]>;

function rules(endpoint: Endpoint) {
  return resources(synthesizeCluster({ controlPlane: { endpoint } }).cluster, "aws_vpc_security_group_ingress_rule");
}

describe("PrivateAccess", () => {
  it("defaults: nobody but nodes and pods, by EKS's own rules", () => {
    expect(rules({})).toEqual({});
  });

  it("lets ranges and members of groups reach the API server, on its port and no other", () => {
    const https = {
      security_group_id: reference("aws_eks_cluster.cluster.vpc_config[0].cluster_security_group_id"),
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      description: "Kubernetes API",
    };
    const endpoint = { privateCidrs: ["10.200.0.0/16"], privateSecurityGroupIds: ["sg-0123456789abcdef0"] };
    expect(rules(endpoint)).toEqual({
      "cluster_private-access_10-200-0-0-16": { ...https, cidr_ipv4: "10.200.0.0/16" },
      "cluster_private-access_sg-0123456789abcdef0": {
        ...https,
        referenced_security_group_id: "sg-0123456789abcdef0",
      },
    });
  });

  it("keeps the address of a range, whatever its place in the list", () => {
    const names = (privateCidrs: string[]) => Object.keys(rules({ privateCidrs })).sort();
    expect(names(["10.1.0.0/16", "10.2.0.0/16"])).toEqual(names(["10.2.0.0/16", "10.1.0.0/16"]));
  });
});
