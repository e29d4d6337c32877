import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../../src/addons/cluster-file";
import { resource, resources, synthesizeCluster } from "../../../testing/stacks";

/** The releases of the add-ons stack. */
function releases(changes: Partial<ClusterInput> = {}) {
  const { addons } = synthesizeCluster(changes);
  const release = (name: string) => resource(addons, "helm_release", `karpenter_${name}`);
  const all = Object.values(resources(addons, "helm_release"));
  return { addons, crds: release("crds"), controller: release("controller"), pools: release("node-pools"), all };
}

describe("Karpenter", () => {
  it("defaults: five releases, each after what it needs", () => {
    const { addons } = releases();
    const namespace = "kubernetes_namespace_v1.karpenter_namespace";
    const [crds, flowControl, controller, guard] = ["crds", "flow-control", "controller", "guard"].map(
      (name) => `helm_release.karpenter_${name}`,
    );
    const found = Object.values(resources(addons, "helm_release")).map(({ name, depends_on }) => [name, depends_on]);
    expect(Object.fromEntries(found)).toEqual({
      "karpenter-crd": [],
      "karpenter-flow-control": [],
      karpenter: [namespace, "time_sleep.fargate-settled", crds, flowControl],
      "karpenter-guard": [namespace, "aws_eks_addon.coredns", crds, controller],
      "node-pools": [namespace, controller, guard],
    });
  });

  it("has nothing in Karpenter's namespace but Karpenter, so that nothing else moves with it", () => {
    const namespaces = (karpenter: ClusterInput["karpenter"]) =>
      Object.fromEntries(releases({ karpenter }).all.map(({ name, namespace }) => [name, namespace]));
    const others = {
      "karpenter-crd": "kube-system",
      "karpenter-flow-control": "kube-system",
      "karpenter-guard": "kube-system",
      "node-pools": "kube-system",
    };
    expect(namespaces({})).toEqual({ ...others, karpenter: "karpenter" });
    expect(namespaces({ namespace: "nodes" })).toEqual({ ...others, karpenter: "nodes" });
  });

  it("labels the namespace as what is in it, for the guard", () => {
    expect(resource(releases().addons, "kubernetes_namespace_v1").metadata).toEqual({
      name: "karpenter",
      labels: { "app.kubernetes.io/name": "karpenter", "app.kubernetes.io/instance": "karpenter" },
    });
  });

  it("takes both charts from AWS at the same exact version, without credentials", () => {
    const { crds, controller } = releases({ karpenter: { version: "1.15.0" } });
    for (const release of [crds, controller]) {
      expect(release).toMatchObject({ repository: "oci://public.ecr.aws/karpenter", version: "1.15.0" });
      expect(Object.keys(release).filter((key) => key.startsWith("repository_"))).toEqual([]);
    }
    expect([crds.chart, controller.chart]).toEqual(["karpenter-crd", "karpenter"]);
  });

  it("leaves the CRDs to the release that upgrades them", () => {
    const { crds, controller } = releases();
    expect([crds.skip_crds, controller.skip_crds]).toEqual([false, true]);
  });

  it("waits, takes up what got lost, and lets Helm's own timeout come first", () => {
    for (const release of releases().all) {
      expect(release).toMatchObject({ wait: true, upgrade_install: true });
      const limit = `${Number(release.timeout) + 300}s`;
      expect(release.timeouts).toEqual({ create: limit, update: limit, delete: limit });
    }
  });

  it("keeps the values once in the state, where a plan shows of them what changes", () => {
    expect(releases().all.map(({ set_wo_revision }) => set_wo_revision)).toEqual(Array(5).fill(1));
  });

  it("uses no Kubernetes manifests, whose plan would need the cluster", () => {
    const types = Object.keys(releases().addons.resource ?? {}).filter((type) => type.startsWith("kubernetes_"));
    expect(types).toEqual(["kubernetes_namespace_v1"]);
  });

  it("only looks at the namespace where that is kube-system", () => {
    const { addons, controller } = releases({ karpenter: { namespace: "kube-system" } });
    expect(resources(addons, "kubernetes_namespace_v1")).toEqual({});
    expect(controller.depends_on).toContain("data.kubernetes_namespace_v1.karpenter_namespace");
    // Where the API server knows its service accounts.
    expect(Object.keys(resources(addons, "helm_release"))).not.toContain("karpenter_flow-control");
  });

  it("lets nodes with a role of the user's own in, and Karpenter use what node classes name", () => {
    const principal_arn = "arn:aws:iam::111122223333:role/platform/my+nodes";
    const nodeClass = {
      name: "default",
      instanceProfile: "nodes",
      instanceProfileRoleArn: principal_arn,
      amiFamily: "AL2023" as const,
      amiSelectorTerms: [{ ssmParameter: "/acme/ami" }],
    };
    const { addons } = synthesizeCluster({ karpenter: { nodeClasses: [nodeClass] } });
    const entry = resource(addons, "aws_eks_access_entry", "karpenter_profile-role-my-nodes_access-entry");
    expect(entry).toMatchObject({ principal_arn, type: "EC2_LINUX" });
    const policy = resource(addons, "aws_iam_policy", "karpenter_controller-role_NodeClasses");
    expect(policy.name).toBe("KarpenterControllerNodeClassesPolicy-sandbox");
    expect(policy.policy).toContain(":parameter/acme/ami");
    expect(policy.policy).toContain(principal_arn);
    const namespace = resource(addons, "kubernetes_namespace_v1");
    expect(namespace.depends_on).toContain("aws_eks_access_entry.karpenter_profile-role-my-nodes_access-entry");
  });

  it("goes without queue, rules and the rights to them when interruptions are not to be handled", () => {
    const { addons, controller } = releases({ karpenter: { interruptionHandling: false } });
    const types = ["aws_sqs_queue", "aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"];
    expect(types.map((type) => resources(addons, type))).toEqual([{}, {}, {}]);
    expect(JSON.stringify(resources(addons, "aws_iam_policy"))).not.toContain("sqs:");
    expect(controller.values).toEqual([expect.not.stringContaining("interruptionQueue")]);
  });
});
