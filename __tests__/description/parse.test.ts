import { describe, expect, it } from "vitest";
import { parseCluster } from "../../src/addons/cluster-file";
import { formatPath } from "../../src/description/problem";

const smallest = {
  name: "sandbox",
  region: "eu-central-1",
  network: { availabilityZones: ["eu-central-1a", "eu-central-1b"] },
};

/** What is reported about the smallest description with some keys added or replaced. */
function report(changes: Record<string, unknown>, text?: string): string[] {
  const { problems } = parseCluster({ ...smallest, ...changes }, () => text);
  return problems.map(({ path, message }) => `${formatPath(path)}: ${message}`);
}

describe("parseCluster", () => {
  it("defaults: everything but name, region and zones", () => {
    const { value: cluster, problems, broken } = parseCluster(smallest);
    expect(problems).toEqual([]);
    expect(broken).toEqual([]);
    expect(cluster?.network).toEqual({
      cidr: "10.0.0.0/16",
      natGateways: "single",
      verify: true,
      flowLogs: { enabled: false, traffic: "all", retentionDays: 30 },
      availabilityZones: ["eu-central-1a", "eu-central-1b"],
      draining: [],
    });
    expect(cluster?.controlPlane.logging.retentionDays).toBe(90);
    expect(cluster?.karpenter.nodePools).toHaveLength(1);
  });

  it("fails when a number stands for a string, and shows it as it was written", () => {
    expect(report({ kubernetesVersion: 1.3 }, "1.30")).toEqual([
      'kubernetesVersion: got the number 1.30; a string is needed, in quotes: "1.30"',
    ]);
    expect(report({ kubernetesVersion: 1.3 })).toEqual([
      'kubernetesVersion: got the number 1.3; a string is needed, in quotes: "1.3"',
    ]);
  });

  it("fails when a value has the wrong type, and shows how the same value is written right", () => {
    expect(report({ controlPlane: { zonalShift: "yes" } })).toEqual([
      'controlPlane.zonalShift: got the string "yes"; true or false is needed; write true without quotes',
    ]);
    expect(report({ karpenter: { replicas: "3" } })).toEqual([
      'karpenter.replicas: got the string "3"; a whole number is needed; write 3 without quotes',
    ]);
    expect(report({ controlPlane: { access: { admins: "arn:x" } } })).toEqual([
      'controlPlane.access.admins: got the string "arn:x"; a list is needed: ["arn:x"]',
    ]);
    expect(report({ controlPlane: [] })).toEqual(["controlPlane: got an empty list; an object is needed"]);
    expect(report({ controlPlane: null })).toEqual([
      "controlPlane: has no value; an object is needed, or leave the key out for its default",
    ]);
    expect(report({ network: { ...smallest.network, cidr: 10 } })).toEqual([
      "network.cidr: got the number 10; an IPv4 range is needed, such as 10.0.0.0/16",
    ]);
  });

  it("fails when a key is unknown, and suggests what was meant", () => {
    expect(report({ network: { ...smallest.network, nat_gateways: "single" } })).toEqual([
      "network.nat_gateways: unknown key; did you mean natGateways?",
    ]);
    expect(report({ natGateways: "single" })).toEqual(["natGateways: unknown key; it belongs in network"]);
    expect(report({ network: { ...smallest.network, zones: ["a"] } })).toEqual([
      "network.zones: unknown key; availabilityZones is already there: remove this one",
    ]);
    expect(report({ aws: { profile: "x" } })).toEqual([
      "aws.profile: unknown key; remove it, or use one that is known in aws: accountId, roleArn, planRoleArn, permissionsBoundary",
    ]);
    expect(parseCluster({ ...smallest, foo: 1 }).problems[0]?.at).toBe("key");
  });

  it("fails when a required key is misspelt, once", () => {
    const { region, ...rest } = smallest;
    const { problems, broken } = parseCluster({ ...rest, Region: region });
    expect(problems.map(({ message }) => message)).toEqual(["unknown key; did you mean region?"]);
    expect(broken).toContainEqual(["region"]);
  });

  it("fails when keys are missing, and says what they need", () => {
    const { value: cluster, problems } = parseCluster({});
    expect(problems.map(({ path, message }) => `${formatPath(path)}: ${message}`)).toEqual([
      "name: missing; letters, digits and '-' are needed, with a letter or digit first",
      "region: missing; the name of an AWS region is needed, such as eu-central-1",
      "network: missing; an object with availabilityZones, or with vpcId and privateSubnets, is needed",
    ]);
    expect(cluster?.network).toMatchObject({ cidr: "10.0.0.0/16" });
  });

  it("fails when a value isn't one of a few, and lists them", () => {
    expect(report({ controlPlane: { upgradePolicy: "Extendet" } })).toEqual([
      'controlPlane.upgradePolicy: got the string "Extendet"; one of standard or extended is needed; did you mean extended?',
    ]);
    const [retention] = report({ controlPlane: { logging: { retentionDays: 8 } } });
    expect(retention).toMatch(/got the number 8; one of 0, 1, 3, .* or 3653 is needed$/);
    const [quoted] = report({ controlPlane: { logging: { retentionDays: "90" } } });
    expect(quoted).toMatch(/is needed: write 90 without quotes$/);
  });

  it("fails when no branch of a union fits, without listing branches", () => {
    expect(report({ karpenter: { resources: { cpu: ["1"] } } })).toEqual([
      "karpenter.resources.cpu: got a list of 1; a string or a number is needed",
    ]);
    expect(report({ karpenter: { resources: { cpu: "much" } } })).toEqual([
      'karpenter.resources.cpu: got the string "much"; a Kubernetes quantity is needed, such as 100, 500m or 1Gi',
    ]);
  });

  it("fails when there is too little or too much", () => {
    expect(report({ network: { availabilityZones: ["eu-central-1a"] } })).toEqual([
      "network.availabilityZones: got a list of 1; at least two availability zones are needed: EKS places its control plane in two or more",
    ]);
    expect(report({ karpenter: { replicas: 11 } })).toEqual([
      "karpenter.replicas: got the number 11; at most 10 is possible",
    ]);
    expect(report({ tags: { "": "x" } })[0]).toMatch(/^tags\[""\]: the key "" is not possible; /);
  });

  it("fails when the root is not an object", () => {
    for (const root of [undefined, null, 5, "x", [], () => 1]) {
      const { value: cluster, problems } = parseCluster(root);
      expect(cluster).toBeUndefined();
      expect(problems).toHaveLength(1);
      expect(problems[0]?.path).toEqual([]);
    }
  });

  it("fails when the input is circular or has a __proto__ key, without harm", () => {
    const circular: Record<string, unknown> = { ...smallest };
    circular.self = circular;
    circular.tags = circular;
    expect(parseCluster(circular).problems.length).toBeGreaterThan(0);
    const polluting = JSON.parse('{"__proto__": {"polluted": true}, "tags": {"__proto__": "x"}}');
    expect(parseCluster({ ...smallest, ...polluting }).problems.map(({ path }) => formatPath(path))).toEqual([
      "__proto__",
    ]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("parseCluster, of what is partly wrong", () => {
  it("takes out what is wrong, fills in defaults and tells where", () => {
    const { value: cluster, broken } = parseCluster({
      ...smallest,
      foo: 1,
      kubernetesVersion: 1.3,
      tags: { a: 1, b: "two" },
      karpenter: { replicas: 1.5, resources: { cpu: true, memory: "2Gi" } },
    });
    expect(cluster?.kubernetesVersion).toBe("1.36");
    expect(cluster?.tags).toEqual({ b: "two" });
    expect(cluster?.karpenter.resources).toEqual({ cpu: "1", memory: "2Gi" });
    expect(broken.map(formatPath).toSorted()).toEqual([
      "foo",
      "karpenter.replicas",
      "karpenter.resources.cpu",
      "kubernetesVersion",
      "tags.a",
    ]);
  });

  it("puts stand-ins where a value can't be missing, and moves no item of a list", () => {
    const { value: cluster, broken } = parseCluster({
      ...smallest,
      name: "not_good",
      network: { availabilityZones: ["eu-central-1a", 5, "eu-central-1c"] },
      karpenter: { nodePools: ["x", { name: "Bad" }, { name: "third" }] },
    });
    expect(cluster?.network.availabilityZones).toHaveLength(3);
    expect(cluster?.network.availabilityZones?.[2]).toBe("eu-central-1c");
    expect(cluster?.karpenter.nodePools[2]?.name).toBe("third");
    expect(new Set(cluster?.karpenter.nodePools.map(({ name }) => name)).size).toBe(3);
    expect(broken.map(formatPath)).toEqual([
      "name",
      "network.availabilityZones[1]",
      "karpenter.nodePools[0]",
      "karpenter.nodePools[1].name",
    ]);
  });

  it("gives up an item together with its list when nothing can stand in for it", () => {
    const { value: cluster, broken } = parseCluster({ ...smallest, controlPlane: { access: { admins: ["nobody"] } } });
    expect(cluster?.controlPlane.access.admins).toEqual([]);
    expect(broken).toEqual([["controlPlane", "access", "admins"]]);
  });

  it("leaves the input as it was", () => {
    const input = { ...smallest, foo: 1, tags: { a: 1 } };
    const before = structuredClone(input);
    parseCluster(input);
    expect(input).toEqual(before);
  });
});
