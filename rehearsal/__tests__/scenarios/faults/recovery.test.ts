import { describe, expect, it } from "vitest";
import { readComplaints } from "../../../scenarios/faults/recovery";

const EXISTS = `sandbox  Error: creating EKS Cluster (sandbox): operation error EKS: CreateCluster, https response error StatusCode: 409, ResourceInUseException: Cluster already exists with name: sandbox

           with aws_eks_cluster.cluster,
           on cdk.tf.json line 177, in resource.aws_eks_cluster.cluster:
          177:       }
`;
const ROLE = `Error: creating IAM Role (sandbox-fargate): operation error IAM: CreateRole, EntityAlreadyExists: Role with name sandbox-fargate already exists.

  with aws_iam_role.fargate_pod-execution-role,
`;
const ENTRY = `Error: creating EKS Access Entry (sandbox:arn:aws:iam::123456789012:role/nodes): ResourceInUseException: The specified access entry resource is already in use on this cluster.

  with aws_eks_access_entry.karpenter_node-role_access-entry,
`;
const PENDING = "Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress";

describe("readComplaints", () => {
  it("defaults: nothing to be put right", () => {
    expect(readComplaints("Apply complete!")).toEqual([]);
  });

  it("names each resource that exists already, and its identifier", () => {
    expect(readComplaints(EXISTS + ROLE + ENTRY)).toEqual([
      { kind: "import", address: "aws_eks_cluster.cluster", id: "sandbox" },
      { kind: "import", address: "aws_iam_role.fargate_pod-execution-role", id: "sandbox-fargate" },
      {
        kind: "import",
        address: "aws_eks_access_entry.karpenter_node-role_access-entry",
        id: "sandbox:arn:aws:iam::123456789012:role/nodes",
      },
    ]);
  });

  it("sees a release whose operation never ended", () => {
    expect(readComplaints(PENDING)).toEqual([{ kind: "pending release" }]);
  });

  it("takes no other error for one that it knows", () => {
    expect(readComplaints("Error: creating IAM Role (a): AccessDenied\n\n  with aws_iam_role.a,\n")).toEqual([]);
  });
});
