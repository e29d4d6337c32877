import { describe, expect, it } from "vitest";
import { FOREIGN_KEYS } from "../../src/spec/foreign";
import { parseCluster } from "../../src/spec/parse";
import { homesOf } from "../../src/spec/parsing/shape";
import { formatPath } from "../../src/spec/problem";
import { ClusterSchema } from "../../src/spec/schema/cluster";
import { SMALLEST } from "../support/stacks";

function complaints(changes: object): string[] {
  return parseCluster({ ...SMALLEST, ...changes }).problems.map(
    ({ path, message }) => `${formatPath(path)}  ${message}`,
  );
}

describe("keys from elsewhere", () => {
  it("defaults: none of them is a key of the cluster file where it would have been meant", () => {
    const taken = [...FOREIGN_KEYS.keys()].filter((key) => homesOf(key, ClusterSchema).includes(""));
    expect(taken).toEqual([]);
  });

  it("fails with where each goes here, in one line", () => {
    expect(
      complaints({
        vpcId: "vpc-1",
        managedNodeGroups: [],
        ipFamily: "IPv6",
        karpenter: { nodePools: [{ name: "a", instanceTypes: ["m7i.large"], minSize: 1, spot: true, zones: ["a"] }] },
      }).toSorted(),
    ).toEqual(
      [
        "vpcId  unknown key; a cluster here gets a VPC of its own, and can't use one that exists; give network.cidr and network.availabilityZones",
        "managedNodeGroups  unknown key; there are no node groups here, Karpenter starts the nodes; describe them under karpenter.nodePools",
        "ipFamily  unknown key; clusters here are IPv4 only; remove it",
        "karpenter.nodePools[0].instanceTypes  unknown key; instance types are a requirement of a node pool: { key: node.kubernetes.io/instance-type, operator: In, values: [...] } under template.spec.requirements",
        "karpenter.nodePools[0].minSize  unknown key; Karpenter follows the pods; limits bounds what a node pool may grow to, and replicas gives it a fixed size",
        "karpenter.nodePools[0].spot  unknown key; write capacityTypes: [spot] in a node pool",
        "karpenter.nodePools[0].zones  unknown key; zones of a node pool are a requirement on topology.kubernetes.io/zone, under template.spec.requirements",
      ].toSorted(),
    );
  });
});

describe("files from elsewhere", () => {
  it.each([
    [
      { apiVersion: "eksctl.io/v1alpha5", kind: "ClusterConfig", metadata: { name: "a" } },
      "this is a file of eksctl, ",
    ],
    [{ apiVersion: "v1", kind: "Namespace" }, "this is an object of Kubernetes, "],
    [{ AWSTemplateFormatVersion: "2010-09-09", Resources: {} }, "this is a template of CloudFormation; "],
  ])("fails in one line: %j", (value, sentence) => {
    const { problems } = parseCluster(value);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message.startsWith(sentence)).toBe(true);
  });
});
