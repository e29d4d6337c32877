import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../src/addons/cluster-file";
import { BASE_PROFILE, type FargateProfileSpec } from "../../src/description/cluster-spec";
import { resource, resources, synthesizeCluster } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";

const NETWORK = { cidr: "10.0.0.0/16", availabilityZones: ["eu-central-1a", "eu-central-1b"] };
const JOBS = { namespace: "jobs", labels: { tier: "batch", team: "data" } };
const BUILDS = { namespace: "builds", labels: {} };

/** Name in AWS of a profile (by default `work`) of the cluster. */
function nameOf(changes: Partial<ClusterInput> = {}, profile = "work"): string {
  const { cluster } = synthesizeCluster({
    network: NETWORK,
    fargate: { profiles: [{ name: "work", selectors: [JOBS, BUILDS] }] },
    ...changes,
  });
  return String(resource(cluster, "aws_eks_fargate_profile", `fargate_${profile}`).fargate_profile_name);
}

function withSelectors(...selectors: FargateProfileSpec["selectors"]): string {
  return nameOf({ fargate: { profiles: [{ name: "work", selectors: selectors.map((each) => ({ ...each })) }] } });
}

describe("fargateProfileName", () => {
  const name = nameOf();

  it("defaults: the profile's own name and eight digits", () => {
    expect(name).toMatch(/^work-[0-9a-f]{8}$/);
    expect(nameOf({}, BASE_PROFILE)).toMatch(/^base-[0-9a-f]{8}$/);
  });

  // Whatever forces a replacement has to change the name, or the new profile collides with the old one.
  it("changes with the cluster's name", () => {
    expect(nameOf({ name: "other" })).not.toBe(name);
  });

  it("changes with a selector's namespace", () => {
    expect(withSelectors({ ...JOBS, namespace: "job" }, BUILDS)).not.toBe(name);
  });

  it("changes with a label's value, with its key, and with one label more or less", () => {
    const labels: Record<string, string>[] = [
      { ...JOBS.labels, tier: "web" },
      { level: "batch", team: "data" },
      { ...JOBS.labels, a: "b" },
      {},
    ];
    const names = labels.map((each) => withSelectors({ ...JOBS, labels: each }, BUILDS));
    expect(new Set([name, ...names]).size).toBe(5);
  });

  it("changes with a label that goes from one selector to another", () => {
    expect(withSelectors({ ...JOBS, labels: {} }, { ...BUILDS, labels: JOBS.labels })).not.toBe(name);
  });

  it("changes with an added selector, and with one that is removed", () => {
    expect(withSelectors(JOBS, BUILDS, { namespace: "more", labels: {} })).not.toBe(name);
    expect(withSelectors(JOBS)).not.toBe(name);
  });

  it("changes with the zones", () => {
    const zones = [...NETWORK.availabilityZones, "eu-central-1c"];
    expect(nameOf({ network: { ...NETWORK, availabilityZones: zones } })).not.toBe(name);
    expect(nameOf({ network: { ...NETWORK, availabilityZones: zones.slice(1) } })).not.toBe(name);
  });

  it("changes with the VPC's range", () => {
    expect(nameOf({ network: { ...NETWORK, cidr: "10.1.0.0/16" } })).not.toBe(name);
  });

  it("stays when Karpenter moves, whose pods are selected in any namespace", () => {
    const karpenter = { namespace: "nodes" };
    expect(nameOf({ karpenter }, BASE_PROFILE)).toBe(nameOf({}, BASE_PROFILE));
    expect(nameOf({ karpenter })).toBe(name);
  });

  // With anything else in it, pods would be restarted for nothing.
  it("doesn't change with the order of selectors, labels or zones", () => {
    expect(withSelectors(BUILDS, JOBS)).toBe(name);
    expect(withSelectors({ ...JOBS, labels: { team: "data", tier: "batch" } }, BUILDS)).toBe(name);
    expect(nameOf({ network: { ...NETWORK, availabilityZones: NETWORK.availabilityZones.toReversed() } })).toBe(name);
  });

  it.each<[string, Partial<ClusterInput>]>([
    ["tags", { tags: { team: "platform" } }],
    ["the Kubernetes version", { kubernetesVersion: "1.35" }],
    ["the NAT gateways", { network: { ...NETWORK, natGateways: "perZone" } }],
    ["node pools", { karpenter: { nodePools: [{ name: "gpu", limits: { cpu: 7 } }] } }],
    ["Karpenter's version and size", { karpenter: { version: "1.15.0", replicas: 1, resources: { cpu: 2 } } }],
    ["the control plane", { controlPlane: { zonalShift: true, endpoint: { public: false }, logging: { types: [] } } }],
    ["add-ons", { addons: { coredns: { version: "v1.13.2-eksbuild.4" } } }],
    ["account and role", { aws: { accountId: "111122223333", roleArn: "arn:aws:iam::111122223333:role/deployer" } }],
    ["a boundary", { aws: { permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary" } }],
    [
      "other profiles",
      {
        fargate: {
          profiles: [
            { name: "x", selectors: [BUILDS] },
            { name: "work", selectors: [JOBS, BUILDS] },
          ],
        },
      },
    ],
  ])("doesn't change with %s", (_, changes) => {
    expect(nameOf(changes)).toBe(name);
  });
});

describe("FargateProfiles", () => {
  it("defaults: a base profile for CoreDNS and Karpenter, in the private subnets", () => {
    const { cluster } = synthesizeCluster();
    expect(resource(cluster, "aws_eks_fargate_profile")).toMatchObject({
      cluster_name: reference("aws_eks_cluster.cluster.name"),
      fargate_profile_name: nameOf({ fargate: {} }, BASE_PROFILE),
      pod_execution_role_arn: reference("aws_iam_role.fargate_pod-execution-role.arn"),
      subnet_ids: ["a", "b"].map((zone) => reference(`aws_subnet.network_private-eu-central-1${zone}.id`)),
      selector: [
        { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
        {
          namespace: "*",
          labels: { "app.kubernetes.io/name": "karpenter", "app.kubernetes.io/instance": "karpenter" },
        },
      ],
      lifecycle: { create_before_destroy: true },
    });
  });

  it("waits half a minute after each profile that is replaced, and not in a cluster that is made just now", () => {
    expect(resource(synthesizeCluster().cluster, "time_sleep")).toEqual({
      create_duration: reference('(timecmp(aws_eks_cluster.cluster.created_at, plantimestamp()) == 1) ? "0s" : "30s"'),
      triggers: { profile: reference("aws_eks_fargate_profile.fargate_base.fargate_profile_name") },
      depends_on: ["aws_eks_fargate_profile.fargate_base"],
      lifecycle: { ignore_changes: ["create_duration"] },
    });
  });

  it("lets only profiles of this cluster use the pod execution role", () => {
    const { assume_role_policy: trust } = resource(
      synthesizeCluster().cluster,
      "aws_iam_role",
      "fargate_pod-execution-role",
    );
    const [, condition] = String(trust).split('"Condition":');
    const account = reference('element(split(":", aws_cloudwatch_log_group.cluster_logs.arn), 4)');
    expect(String(trust)).toContain(
      '"Principal":{"Service":"eks-fargate-pods.amazonaws.com"},"Action":"sts:AssumeRole"',
    );
    // The quotes of the expression are Terraform's business: the text is JSON once it has been evaluated.
    const partition = reference("data.aws_partition.partition.partition");
    const ofThisCluster = `arn:${partition}:eks:eu-central-1:${account}:fargateprofile/sandbox/*`;
    expect(condition).toBe(`{"ArnLike":{"aws:SourceArn":"${ofThisCluster}"}}}]}`);
  });

  it("adds profiles beside the base profile, and replaces that by one of its name", () => {
    const beside = synthesizeCluster({ fargate: { profiles: [{ name: "work", selectors: [BUILDS] }] } });
    expect(Object.keys(resources(beside.cluster, "aws_eks_fargate_profile"))).toEqual(["fargate_base", "fargate_work"]);

    const selectors = [{ namespace: "kube-*" }, { namespace: "karpenter" }, { namespace: "jobs" }];
    const instead = synthesizeCluster({ fargate: { profiles: [{ name: "base", selectors }] } });
    expect(resource(instead.cluster, "aws_eks_fargate_profile").selector).toMatchObject(selectors);
  });

  it.each([
    [{ "a%{b": "c" }, "labels"],
    [{ app: "${c}" }, "labels.app"],
    [{ app: "-a" }, "labels.app"],
  ])("fails when labels can't be labels: %j", (labels, key) => {
    const profiles = [{ name: "work", selectors: [{ namespace: "jobs", labels: labels as Record<string, string> }] }];
    expect(() => synthesizeCluster({ fargate: { profiles } })).toThrow(`fargate.profiles[0].selectors[0].${key}`);
  });

  it("takes wildcards in labels", () => {
    const profiles = [{ name: "work", selectors: [{ namespace: "jobs", labels: { app: "shop-*" } }] }];
    const { cluster } = synthesizeCluster({ fargate: { profiles } });
    expect(resource(cluster, "aws_eks_fargate_profile", "fargate_work").selector).toEqual([
      { namespace: "jobs", labels: { app: "shop-*" } },
    ]);
  });

  it.each(["pod-execution-role", "base-settled"])("makes a profile named %s, too", (name) => {
    const { cluster } = synthesizeCluster({ fargate: { profiles: [{ name, selectors: [BUILDS] }] } });
    expect(Object.keys(resources(cluster, "aws_eks_fargate_profile"))).toHaveLength(2);
    expect(Object.keys(resources(cluster, "time_sleep"))).toHaveLength(2);
  });
});
