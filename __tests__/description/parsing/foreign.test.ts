import { describe, expect, it } from "vitest";
import { parse } from "../../../testing/rules";

describe("keys of other tools", () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ["minSize", { minSize: 1 }],
    ["spot", { spot: true }],
    ["karpenter.instanceTypes", { karpenter: { instanceTypes: ["m7i.large"] } }],
    [
      "karpenter.nodeClasses[0].instanceType",
      { karpenter: { nodeClasses: [{ name: "a", instanceType: "m7i.large" }] } },
    ],
  ])("tells that %s is a matter of node pools", (path, changes) => {
    expect(parse(changes)).toEqual([
      `${path}  unknown key; which nodes there may be, and how many, is described by the items of karpenter.nodePools: capacityTypes, limits, replicas and template.spec.requirements`,
    ]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    [
      "karpenter.nodePools[0].template.labels",
      { karpenter: { nodePools: [{ name: "a", template: { labels: { team: "web" } } }] } },
      "those of the nodes are under metadata here: template.metadata.labels, template.metadata.annotations",
    ],
    ["vpcId", { vpcId: "vpc-1" }, "a VPC that exists is described under network: vpcId, privateSubnets, publicSubnets"],
    [
      "subnet_ids",
      { subnet_ids: [] },
      "subnets of a VPC that exists are network.privateSubnets and network.publicSubnets, and those of the control plane alone controlPlane.subnets",
    ],
    [
      "managedNodeGroups",
      { managedNodeGroups: [] },
      "there are no node groups here: Karpenter starts nodes, and karpenter.nodePools says which",
    ],
    [
      "eks_managed_node_groups",
      { eks_managed_node_groups: {} },
      "there are no node groups here: Karpenter starts nodes, and karpenter.nodePools says which",
    ],
    ["cloudWatch", { cloudWatch: {} }, "write controlPlane.logging: types and retentionDays"],
    [
      "iam",
      { iam: {} },
      "roles for service accounts of your own aren't made here; the OIDC provider that they need is, and aws.permissionsBoundary bounds the roles that are made",
    ],
    ["cluster_version", { cluster_version: "1.36" }, 'write kubernetesVersion, in quotes: "1.36"'],
    [
      "controlPlane.ipFamily",
      { controlPlane: { ipFamily: "ipv6" } },
      "IPv6 isn't supported: clusters here are of IPv4 alone; remove it",
    ],
    [
      "karpenter.withSpotInterruptionQueue",
      { karpenter: { withSpotInterruptionQueue: true } },
      "write karpenter.interruptionHandling: true or false",
    ],
    ...["instanceTypes", "instance_types"].map((key): [string, Readonly<Record<string, unknown>>, string] => [
      `karpenter.nodePools[0].${key}`,
      { karpenter: { nodePools: [{ name: "a", [key]: ["m7i.large"] }] } },
      "instance types are a requirement: { key: node.kubernetes.io/instance-type, operator: In, values: [...] } under template.spec.requirements",
    ]),
    [
      "karpenter.nodePools[0].minSize",
      { karpenter: { nodePools: [{ name: "a", minSize: 1 }] } },
      "Karpenter starts as many nodes as pods need; limits caps what they have together, and replicas fixes their number",
    ],
    [
      "karpenter.nodePools[0].spot",
      { karpenter: { nodePools: [{ name: "a", spot: true }] } },
      "write capacityTypes: [spot]",
    ],
    [
      "karpenter.nodePools[0].zones",
      { karpenter: { nodePools: [{ name: "a", zones: [] }] } },
      "zones are a requirement: { key: topology.kubernetes.io/zone, operator: In, values: [...] } under template.spec.requirements",
    ],
  ])("fails when there is %s, and says what does it here", (key, changes, says) => {
    expect(parse(changes)).toEqual([`${key}  unknown key; ${says}`]);
  });

  it("fails when an item is a whole object of Karpenter's", () => {
    const item = { name: "a", apiVersion: "karpenter.sh/v1", kind: "NodePool", spec: {} };
    const says =
      "unknown key; an item here is no whole object: write metadata.name as name, what is under spec beside it, and nothing else";
    expect(parse({ karpenter: { nodePools: [item] } })).toEqual(
      ["apiVersion", "kind", "spec"].map((key) => `karpenter.nodePools[0].${key}  ${says}`),
    );
  });

  it("leaves misspelt keys, and keys in a wrong place, to the general words", () => {
    expect(parse({ karpenter: { nodePools: [{ name: "a", capacityType: [] }] } })).toEqual([
      "karpenter.nodePools[0].capacityType  unknown key; did you mean capacityTypes?",
    ]);
    expect(parse({ color: true })).toEqual([expect.stringMatching(/^color {2}unknown key; remove it/)]);
    expect(parse({ toString: 1 })).toEqual([expect.stringMatching(/^toString {2}unknown key; /)]);
  });
});

describe("files of other tools", () => {
  it("fails once for a file of eksctl, whatever is in it", () => {
    const config = {
      apiVersion: "eksctl.io/v1alpha5",
      kind: "ClusterConfig",
      metadata: { name: "x", region: "eu-central-1" },
      managedNodeGroups: [],
    };
    expect(parse(config)).toEqual([
      "apiVersion  this is a file of eksctl, which isn't read here; write a description of the cluster: metadata becomes name, region, kubernetesVersion and tags, vpc becomes network, fargateProfiles become fargate.profiles, cloudWatch becomes controlPlane.logging, accessConfig becomes controlPlane.access, and karpenter.nodePools take the place of node groups",
    ]);
  });

  it.each([
    [
      { apiVersion: "karpenter.sh/v1", kind: "NodePool" },
      /^apiVersion {2}this is an object of Karpenter \(kind "NodePool"\), .* an item of karpenter\.nodePools of a cluster$/,
    ],
    [
      { apiVersion: "karpenter.k8s.aws/v1", kind: "EC2NodeClass" },
      /^apiVersion {2}this is an object of Karpenter .* an item of karpenter\.nodeClasses of a cluster$/,
    ],
    [
      { apiVersion: "v1", kind: "ConfigMap" },
      /^apiVersion {2}this is an object of Kubernetes \(kind "ConfigMap"\), not a description of a cluster; keep it elsewhere/,
    ],
    [{ apiVersion: "constructor", kind: "x" }, /^apiVersion {2}this is an object of Kubernetes /],
    [
      { AWSTemplateFormatVersion: "2010-09-09" },
      /^AWSTemplateFormatVersion {2}this is a template of CloudFormation, .*; keep it elsewhere$/,
    ],
  ])("fails once for %j", (file, message) => {
    expect(parse(file)).toEqual([expect.stringMatching(message)]);
  });

  it("reads on when only one of the two keys is there", () => {
    expect(parse({ apiVersion: "v1" })).toEqual([expect.stringMatching(/^apiVersion {2}unknown key; /)]);
  });
});
