import { describe, expect, it } from "vitest";
import { isProtected } from "../../src/description/cluster-spec";
import { clusterSpec, resource, synthesizeCluster } from "../../testing/stacks";

describe("isProtected", () => {
  it("defaults: a cluster may be destroyed", () => {
    expect(isProtected(clusterSpec())).toBe(false);
    const { cluster, addons } = synthesizeCluster();
    expect(JSON.stringify([cluster, addons])).not.toContain("prevent_destroy");
  });

  it("ends with a cluster that is retired: EKS's own protection, too", () => {
    const changes = { retired: true, controlPlane: { deletionProtection: true } };
    expect(isProtected(clusterSpec(changes))).toBe(false);
    const { cluster, addons } = synthesizeCluster(changes);
    expect(JSON.stringify([cluster, addons])).not.toContain("prevent_destroy");
    expect(resource(cluster, "aws_eks_cluster").deletion_protection).toBe(false);
  });

  it("keeps the cluster, its key and, by a record, the add-ons of a protected one", () => {
    const { cluster, addons } = synthesizeCluster({ controlPlane: { deletionProtection: true } });
    const kept = [
      resource(cluster, "aws_eks_cluster"),
      resource(cluster, "aws_kms_key"),
      resource(addons, "terraform_data", "deletion-protection"),
    ];
    for (const { lifecycle } of kept) expect(lifecycle).toMatchObject({ prevent_destroy: true });
    const other = synthesizeCluster().addons;
    expect(resource(addons, "terraform_data", "deletion-protection").input).toEqual(
      resource(other, "terraform_data", "deletion-protection").input,
    );
  });
});
