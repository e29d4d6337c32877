import { describe, expect, it } from "vitest";
import { graphOf, withoutDependsOn } from "../../testing/graph";
import { synthesizeCluster } from "../../testing/stacks";
import type { StackJson } from "../../testing/terraform-prepare";

const NAMESPACE = "kubernetes_namespace_v1.karpenter_namespace";
const CRDS = "helm_release.karpenter_crds";
const CONTROLLER = "helm_release.karpenter_controller";
const GUARD_RELEASE = "helm_release.karpenter_guard";
const FLOW_CONTROL = "helm_release.karpenter_flow-control";
const POOLS = "helm_release.karpenter_node-pools";
const COREDNS = "aws_eks_addon.coredns";
const SETTLED = "time_sleep.fargate-settled";

/** What Karpenter and its nodes need until the last node is gone: everything AWS in the add-ons stack but CoreDNS. */
const NEEDED_TYPES = [
  "aws_iam_role",
  "aws_iam_policy",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_eks_access_entry",
  "aws_sqs_queue",
  "aws_sqs_queue_policy",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
];

/** `a -/-> b` for each thing that a release needs and doesn't reach. */
function missing(stack: StackJson, namespace = NAMESPACE): string[] {
  const graph = graphOf(stack);
  const aws = graph.nodes.filter((address) => NEEDED_TYPES.some((type) => address.startsWith(`${type}.`)));
  const needs: [string, string[]][] = [
    [COREDNS, [SETTLED]],
    [CONTROLLER, [...aws, namespace, SETTLED, CRDS, ...graph.nodes.filter((address) => address === FLOW_CONTROL)]],
    [GUARD_RELEASE, [...aws, namespace, CRDS, CONTROLLER, COREDNS]],
    [POOLS, [...aws, namespace, CRDS, CONTROLLER, GUARD_RELEASE, COREDNS]],
    [namespace, aws],
  ];
  return needs.flatMap(([from, all]) => all.filter((to) => !graph.reaches(from, to)).map((to) => `${from} -/-> ${to}`));
}

describe("graph of the add-ons stack", () => {
  const { addons } = synthesizeCluster();
  const { nodes } = graphOf(addons);

  it("defaults: each release reaches all it needs until it is destroyed", () => {
    expect(missing(addons)).toEqual([]);
  });

  it("has every type of resource that is needed, and no AWS resource of another type", () => {
    const types = (prefix: string) =>
      [...new Set(nodes.filter((node) => node.startsWith(prefix)).map((node) => node.split(".")[0]))].sort();
    expect(types("aws_")).toEqual([
      "aws_cloudwatch_event_rule",
      "aws_cloudwatch_event_target",
      "aws_eks_access_entry",
      "aws_eks_addon",
      "aws_iam_policy",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
      "aws_sqs_queue",
    ]);
    expect(types("aws_").filter((type) => !NEEDED_TYPES.includes(type ?? ""))).toEqual(["aws_eks_addon"]);
    expect(types("helm_")).toEqual(["helm_release"]);
    expect(nodes.filter((node) => node.startsWith("helm_release."))).toEqual(
      [CONTROLLER, CRDS, FLOW_CONTROL, GUARD_RELEASE, POOLS].sort(),
    );
  });

  it("holds without interruption handling, with several node pools, and in kube-system", () => {
    expect(missing(synthesizeCluster({ karpenter: { interruptionHandling: false } }).addons)).toEqual([]);
    expect(missing(synthesizeCluster({ karpenter: { nodePools: [{ name: "a" }, { name: "b" }] } }).addons)).toEqual([]);
    // There the namespace isn't ours to make; its data source fails as loudly when the cluster can't be reached.
    const inKubeSystem = synthesizeCluster({ karpenter: { namespace: "kube-system" } }).addons;
    expect(missing(inKubeSystem, `data.${NAMESPACE}`)).toEqual([]);
  });

  it("has what makes no pod wait for nothing in AWS", () => {
    const graph = graphOf(addons);
    for (const release of [CRDS, FLOW_CONTROL]) expect(graph.edges(release)).toEqual([]);
  });

  it("has Karpenter start beside CoreDNS, and not after it", () => {
    expect(graphOf(addons).reaches(CONTROLLER, COREDNS)).toBe(false);
  });

  it("fails when any single guard is removed", () => {
    const ofNamespace = addons.resource?.kubernetes_namespace_v1?.karpenter_namespace?.depends_on;
    const guards = (Array.isArray(ofNamespace) ? ofNamespace : []).map((on): [string, string] => [NAMESPACE, on]);
    expect(guards.length).toBeGreaterThan(20);
    const harmless = guards.filter(([from, on]) => missing(withoutDependsOn(addons, from, on)).length === 0);
    // A role is reached through its attachments, and a queue and a rule through their targets, too.
    expect(harmless.map(([, on]) => on.split(".")[0]).filter((type) => type?.endsWith("attachment"))).toEqual([]);
    expect(harmless.every(([, on]) => /^aws_(iam_role|sqs_queue|cloudwatch_event_rule)\./.test(on))).toBe(true);

    expect(missing(withoutDependsOn(addons, CONTROLLER, SETTLED))).toContain(`${CONTROLLER} -/-> ${SETTLED}`);
    expect(missing(withoutDependsOn(addons, COREDNS, SETTLED))).toContain(`${COREDNS} -/-> ${SETTLED}`);
    expect(missing(withoutDependsOn(addons, GUARD_RELEASE, COREDNS))).toContain(`${GUARD_RELEASE} -/-> ${COREDNS}`);
    expect(missing(withoutDependsOn(addons, CONTROLLER, CRDS))).toContain(`${CONTROLLER} -/-> ${CRDS}`);
    expect(missing(withoutDependsOn(addons, CONTROLLER, FLOW_CONTROL))).toContain(`${CONTROLLER} -/-> ${FLOW_CONTROL}`);
    expect(missing(withoutDependsOn(addons, GUARD_RELEASE, CONTROLLER))).toContain(
      `${GUARD_RELEASE} -/-> ${CONTROLLER}`,
    );
    expect(missing(withoutDependsOn(addons, POOLS, GUARD_RELEASE))).toContain(`${POOLS} -/-> ${GUARD_RELEASE}`);
  });
});

describe("graph of the cluster stack", () => {
  const { cluster } = synthesizeCluster();
  const PROFILE = "aws_eks_fargate_profile.fargate_base";
  const WAIT = "time_sleep.fargate_base-settled";
  const GUARD = "aws_iam_policy.teardown-guard";

  /** What the profile needs and doesn't reach. */
  function missingEgress(stack: StackJson): string[] {
    const graph = graphOf(stack);
    const egress = /^aws_(nat_gateway|eip|internet_gateway|route|route_table|route_table_association)\./;
    const rights = /^aws_iam_role(_policy_attachment)?\.fargate_/;
    const needed = graph.nodes.filter((node) => egress.test(node) || rights.test(node));
    return [...needed, "aws_eks_cluster.cluster"]
      .filter((to) => !graph.reaches(PROFILE, to))
      .map((to) => `${PROFILE} -/-> ${to}`);
  }

  it.each(["single", "perZone"] as const)("the profile reaches its way out, with NAT gateways %s", (natGateways) => {
    const network = { availabilityZones: ["eu-central-1a", "eu-central-1b"], natGateways };
    expect(missingEgress(synthesizeCluster({ network }).cluster)).toEqual([]);
  });

  it("everything else goes after the guard", () => {
    const graph = graphOf(cluster);
    const resources = graph.nodes.filter((node) => !/^(data|output|provider)\./.test(node) && node !== GUARD);
    expect(resources.length).toBeGreaterThan(30);
    expect(resources.filter((node) => !graph.reaches(GUARD, node))).toEqual([]);
  });

  it("a profile that was replaced goes after the new one has settled", () => {
    expect(graphOf(cluster).edges(WAIT)).toContain(PROFILE);
  });

  it("the role of the pods on Fargate doesn't wait for the cluster", () => {
    expect(graphOf(cluster).reaches("aws_iam_role.fargate_pod-execution-role", "aws_eks_cluster.cluster")).toBe(false);
  });

  it("the cluster comes after its log group, role and key", () => {
    const graph = graphOf(cluster);
    const needed = graph.nodes.filter((node) => /\.cluster_(logs|role|secrets-key)/.test(node) && !/alias/.test(node));
    expect(needed).toEqual([
      "aws_cloudwatch_log_group.cluster_logs",
      "aws_iam_role.cluster_role",
      "aws_iam_role_policy.cluster_role_secrets-key",
      "aws_iam_role_policy_attachment.cluster_role_AmazonEKSClusterPolicy",
      "aws_kms_key.cluster_secrets-key",
    ]);
    expect(needed.filter((node) => !graph.reaches("aws_eks_cluster.cluster", node))).toEqual([]);
  });

  it("fails when a guard is removed", () => {
    const route = "aws_route.network_private-nat-eu-central-1b";
    expect(missingEgress(withoutDependsOn(cluster, PROFILE, route))).toContain(`${PROFILE} -/-> ${route}`);
  });
});
