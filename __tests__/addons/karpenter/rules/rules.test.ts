import { describe, expect, it } from "vitest";
import { allRoleNames } from "../../../../src/addons/cluster-file";
import { nodeClassRules, nodePoolRules } from "../../../../src/addons/karpenter/rules";
import { NodeClassSchema } from "../../../../src/addons/karpenter/schema/node-class";
import { NodePoolSchema } from "../../../../src/addons/karpenter/schema/node-pool";
import { formatPath, type Problem } from "../../../../src/description/problem";
import { nodeSelectors } from "../../../../src/network/node-selectors";
import { clusterSpec } from "../../../../testing/stacks";

const PINNED = { name: "default", amiAlias: "al2023@v20260101" };

interface Input {
  readonly nodePools?: readonly object[];
  readonly nodeClasses?: readonly object[];
  readonly tags?: Record<string, string>;
  readonly kubernetesVersion?: string;
}

function context({
  nodePools = [{ name: "a" }],
  nodeClasses = [PINNED],
  tags = {},
  kubernetesVersion = "1.36",
}: Input) {
  return {
    clusterName: "sandbox",
    region: "eu-central-1",
    accountId: "111122223333",
    principalArns: ["arn:aws:iam::111122223333:role/admins"],
    availabilityZones: ["eu-central-1a", "eu-central-1b"],
    selectors: nodeSelectors(clusterSpec()),
    roleNames: allRoleNames("sandbox"),
    kubernetesVersion,
    tags,
    nodePools: nodePools.map((pool) => NodePoolSchema.parse(pool)),
    nodeClasses: nodeClasses.map((nodeClass) => NodeClassSchema.parse(nodeClass)),
  };
}

const places = (problems: readonly Problem[]) =>
  problems.map(({ severity, path }) => `${severity} ${formatPath(path)}`);
const pools = (input: Input) => nodePoolRules(context(input));
const classes = (input: Input) => nodeClassRules(context(input));

describe("nodePoolRules", () => {
  it("defaults", () => {
    expect(pools({})).toEqual([]);
  });

  it("fails when two pools have the same name", () => {
    const problems = pools({ nodePools: [{ name: "a" }, { name: "b" }, { name: "a" }] });
    expect(places(problems)).toEqual(["error karpenter.nodePools[2].name"]);
    expect(problems[0]?.message).toContain("karpenter.nodePools[0]");
  });

  it("fails when a node class does not exist, in either form", () => {
    const long = { name: "b", template: { spec: { nodeClassRef: { name: "x" } } } };
    expect(places(pools({ nodePools: [{ name: "a", nodeClass: "x" }, long] }))).toEqual([
      "error karpenter.nodePools[0].nodeClass",
      "error karpenter.nodePools[1].template.spec.nodeClassRef.name",
    ]);
  });

  it("fails when a requirement is wrong, at the place where it was written", () => {
    const requirements = [
      { key: "example.com/a", operator: "Exists" },
      { key: "example.com/b", operator: "In" },
    ];
    expect(places(pools({ nodePools: [{ name: "a", template: { spec: { requirements } } }] }))).toEqual([
      "error karpenter.nodePools[0].template.spec.requirements[1].values",
    ]);
  });

  it("fails when there are more than 100 requirements with the defaults", () => {
    const requirements = Array.from({ length: 96 }, (_, index) => ({
      key: `example.com/k${index}`,
      operator: "Exists",
    }));
    const problems = pools({ nodePools: [{ name: "a", template: { spec: { requirements } } }] });
    expect(places(problems)).toEqual(["error karpenter.nodePools[0].template.spec.requirements"]);
    expect(problems[0]?.message).toContain("101");
  });

  it("points at the key of a restricted label", () => {
    const labels = { "karpenter.sh/team": "web" };
    const [problem] = pools({ nodePools: [{ name: "a", template: { metadata: { labels } } }] });
    expect(problem).toMatchObject({
      at: "key",
      path: [..."karpenter nodePools".split(" "), 0, "template", "metadata", "labels", "karpenter.sh/team"],
    });
  });

  it("warns of spot once, where it stands", () => {
    const spot = { capacityTypes: ["spot"] };
    expect(places(pools({ nodePools: [{ name: "a" }, { name: "b", ...spot }, { name: "c", ...spot }] }))).toEqual([
      "warning karpenter.nodePools[1].capacityTypes",
    ]);
    const requirements = [{ key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] }];
    expect(places(pools({ nodePools: [{ name: "a", template: { spec: { requirements } } }] }))).toEqual([
      "warning karpenter.nodePools[0].template.spec.requirements[0]",
    ]);
  });

  it.each([
    ["NotIn", { requirements: [{ key: "karpenter.sh/capacity-type", operator: "NotIn", values: ["reserved"] }] }, {}],
    ["Exists", { requirements: [{ key: "karpenter.sh/capacity-type", operator: "Exists" }] }, {}],
    ["a label", {}, { labels: { "karpenter.sh/capacity-type": "spot" } }],
  ])("warns of spot that is said by %s", (_, spec, metadata) => {
    const [problem, ...more] = pools({ nodePools: [{ name: "a", template: { spec, metadata } }] });
    expect(problem).toMatchObject({
      severity: "warning",
      message: expect.stringContaining("AWSServiceRoleForEC2Spot"),
    });
    expect(more).toEqual([]);
  });

  it.each([
    ["In", { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] }],
    ["NotIn", { key: "karpenter.sh/capacity-type", operator: "NotIn", values: ["spot"] }],
  ])("says nothing of spot that is left out by %s", (_, requirement) => {
    expect(pools({ nodePools: [{ name: "a", template: { spec: { requirements: [requirement] } } }] })).toEqual([]);
  });

  it("warns of a zone that the cluster has no subnets in, beside one that it has", () => {
    const zones = (...values: string[]) => ({
      spec: { requirements: [{ key: "topology.kubernetes.io/zone", operator: "In", values }] },
    });
    const template = zones("eu-central-1a", "eu-central-1c");
    const [problem] = pools({ nodePools: [{ name: "a", template }] });
    expect(problem?.severity).toBe("warning");
    expect(problem?.message).toContain("no node starts in eu-central-1c");
    const nodeClasses = [{ ...PINNED, subnetSelectorTerms: [{ id: "subnet-0a" }] }];
    expect(pools({ nodePools: [{ name: "a", template: zones("eu-central-1f") }], nodeClasses })).toEqual([]);
  });

  it("fails when a zone is in another region, with subnets of one's own too", () => {
    const requirements = [{ key: "topology.kubernetes.io/zone", operator: "In", values: ["us-west-2c"] }];
    const nodeClasses = [{ ...PINNED, subnetSelectorTerms: [{ id: "subnet-0a" }] }];
    expect(pools({ nodePools: [{ name: "a", template: { spec: { requirements } } }], nodeClasses })).toEqual([
      expect.objectContaining({
        severity: "error",
        path: ["karpenter", "nodePools", 0, "template", "spec", "requirements", 0],
        message:
          "the cluster is in eu-central-1, and the pool leaves none of its zones, so it never starts a node; name one, such as eu-central-1a",
      }),
    ]);
  });

  it("fails when nothing but reserved capacity is left, however it is said, and takes Exists", () => {
    const found = (requirement: object) =>
      places(
        pools({
          nodePools: [
            {
              name: "a",
              template: { spec: { requirements: [{ key: "karpenter.sh/capacity-type", ...requirement }] } },
            },
          ],
        }),
      );
    const place = "karpenter.nodePools[0].template.spec.requirements[0]";
    expect(found({ operator: "NotIn", values: ["spot", "on-demand"] })).toEqual([`error ${place}`]);
    // About spot alone.
    expect(found({ operator: "Exists" })).toEqual([`warning ${place}`]);
  });

  it("warns of a category that isn't known, with the nearest", () => {
    const [problem] = pools({ nodePools: [{ name: "a", instanceCategories: ["c", "hps"] }] });
    expect(problem).toMatchObject({
      severity: "warning",
      path: ["karpenter", "nodePools", 0, "instanceCategories"],
      message: "'hps' is no category of EC2 instance types that is known here; did you mean hpc?",
    });
  });

  it("warns of named types that the rest of the pool leaves out, each once", () => {
    const values = ["m7i.large", "m7g.large", "c7g.large"];
    const requirements = [{ key: "node.kubernetes.io/instance-type", operator: "In", values }];
    const problems = pools({
      nodePools: [{ name: "a", architectures: ["amd64"], template: { spec: { requirements } } }],
    });
    expect(problems.map(({ severity, message }) => `${severity} ${message.slice(0, 35)}`)).toEqual([
      "warning the pool never starts a m7g.large: ",
      "warning the pool never starts a c7g.large: ",
    ]);
  });

  it("warns of labels of the pool itself that look meant for its nodes", () => {
    const labels = { team: "web", "app.kubernetes.io/part-of": "shop", tier: "a" };
    const nodePools = [{ name: "a", labels, template: { metadata: { labels: { tier: "a" } } } }];
    expect(places(pools({ nodePools }))).toEqual(["warning karpenter.nodePools[0].labels.team"]);
  });

  it("warns of nodes that go as soon as they are there", () => {
    expect(places(pools({ nodePools: [{ name: "a", expireAfter: "299s" }] }))).toEqual([
      "warning karpenter.nodePools[0].expireAfter",
    ]);
    expect(
      pools({
        nodePools: [
          { name: "a", expireAfter: "5m" },
          { name: "b", expireAfter: "Never" },
        ],
      }),
    ).toEqual([]);
  });

  it("warns of a limit of nothing", () => {
    expect(places(pools({ nodePools: [{ name: "a", limits: { cpu: "0", memory: "1Gi" } }] }))).toEqual([
      "warning karpenter.nodePools[0].limits.cpu",
    ]);
    expect(pools({ nodePools: [{ name: "a", replicas: 0, limits: { nodes: 0 } }] })).toEqual([]);
  });

  it("warns of reserved capacity without reservations, and of reservations that no pool may use", () => {
    const reservations = { ...PINNED, name: "r", capacityReservationSelectorTerms: [{ tags: { team: "web" } }] };
    const found = (nodePools: object[]) => places(pools({ nodePools, nodeClasses: [PINNED, reservations] }));
    expect(found([{ name: "a", capacityTypes: ["reserved", "on-demand"] }])).toEqual([
      "warning karpenter.nodePools[0].capacityTypes",
    ]);
    expect(found([{ name: "a", nodeClass: "r" }])).toEqual([
      "warning karpenter.nodeClasses[1].capacityReservationSelectorTerms",
    ]);
    expect(found([{ name: "a", nodeClass: "r", capacityTypes: ["reserved", "on-demand"] }])).toEqual([]);
  });

  it("warns of a pool without limits, unless it is a static one", () => {
    const nodePools = [
      { name: "a", limits: {} },
      { name: "b", replicas: 1 },
    ];
    expect(places(pools({ nodePools }))).toEqual(["warning karpenter.nodePools[0].limits"]);
  });
});

describe("nodeClassRules", () => {
  it("defaults: a warning of the AMI that moves by itself, and nothing for one that is pinned", () => {
    expect(places(classes({ nodeClasses: [{ name: "default" }] }))).toEqual([
      "warning karpenter.nodeClasses[0].amiAlias",
    ]);
    expect(classes({})).toEqual([]);
  });

  it("fails when a tag of the cluster is one that Karpenter sets itself", () => {
    expect(places(classes({ tags: { "karpenter.sh/nodepool": "a", team: "b" } }))).toEqual([
      'error tags["karpenter.sh/nodepool"]',
    ]);
  });

  it("fails when Amazon Linux 2 is wanted where there is none", () => {
    const nodeClasses = [{ name: "default", amiAlias: "al2@v20250101" }];
    expect(places(classes({ nodeClasses, kubernetesVersion: "1.33" }))).toEqual([
      "error karpenter.nodeClasses[0].amiAlias",
    ]);
    expect(places(classes({ nodeClasses, kubernetesVersion: "1.32" }))).toEqual([]);
  });

  it("fails when a role is given that Karpenter may not pass, and takes the one that it may", () => {
    expect(places(classes({ nodeClasses: [{ ...PINNED, role: "mine" }] }))).toEqual([
      "error karpenter.nodeClasses[0].role",
    ]);
    expect(classes({ nodeClasses: [{ ...PINNED, role: "KarpenterNodeRole-sandbox" }] })).toEqual([]);
  });

  it("fails when keys of tags differ in case only, in a class or against the cluster", () => {
    const found = (own: object, tags: Record<string, string> = {}) =>
      classes({ nodeClasses: [{ ...PINNED, tags: own }], tags }).map(({ path, because }) => [path.at(-1), because]);
    expect(found({ team: "a", Team: "b" })).toEqual([["Team", [["karpenter", "nodeClasses", 0, "tags", "team"]]]]);
    expect(found({ Team: "b" }, { team: "a" })).toEqual([["Team", [["tags", "team"]]]]);
    expect(found({ team: "b" }, { team: "a" })).toEqual([]);
  });

  it("fails when a class's tags are more than AWS takes with those of the cluster", () => {
    const many = (count: number, prefix: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, ""]));
    const found = (own: Record<string, string>) =>
      places(classes({ nodeClasses: [{ ...PINNED, tags: own }], tags: many(30, "a") }));
    expect(found(many(11, "b"))).toEqual(["error karpenter.nodeClasses[0].tags"]);
    expect(found({ ...many(10, "b"), a0: "another" })).toEqual([]);
  });

  it("warns of security groups without the cluster's own", () => {
    const found = (...terms: object[]) => classes({ nodeClasses: [{ ...PINNED, securityGroupSelectorTerms: terms }] });
    const [problem] = found({ tags: { team: "web" } });
    expect(problem).toMatchObject({
      severity: "warning",
      path: ["karpenter", "nodeClasses", 0, "securityGroupSelectorTerms"],
      message: expect.stringContaining("add { tags: { karpenter.sh/discovery: sandbox } }"),
    });
    expect(found({ id: "sg-0a" })[0]?.message).toContain("unless one of the IDs is it");
    expect(found({ tags: { "karpenter.sh/discovery": "other" } })).toHaveLength(1);
    for (const term of [
      { tags: { "karpenter.sh/discovery": "sandbox" } },
      { tags: { "karpenter.sh/discovery": "*", team: "web" } },
      { tags: { "kubernetes.io/cluster/sandbox": "owned" } },
      { tags: { "aws:eks:cluster-name": "sandbox" } },
      { name: "eks-cluster-sg-sandbox-1234567890" },
    ]) {
      expect(found({ id: "sg-0a" }, term)).toEqual([]);
    }
  });

  it("fails when user data is longer than EC2 takes, and warns before Karpenter's part makes it so", () => {
    const found = (bytes: number, more: object = PINNED) =>
      classes({ nodeClasses: [{ ...more, userData: `#!/bin/sh\necho  ${"é".repeat((bytes - 16) / 2)}` }] });
    expect(found(12 * 1024)).toEqual([]);
    expect(places(found(12 * 1024 + 2))).toEqual(["warning karpenter.nodeClasses[0].userData"]);
    expect(places(found(16 * 1024))).toEqual(["warning karpenter.nodeClasses[0].userData"]);
    expect(places(found(16 * 1024 + 2))).toEqual(["error karpenter.nodeClasses[0].userData"]);
    const custom = { name: "default", amiFamily: "Custom", amiSelectorTerms: [{ id: "ami-0a" }] };
    expect(found(16 * 1024, custom)).toEqual([]);
    // Nobody else would tell such nodes of their cluster.
    expect(places(classes({ nodeClasses: [custom] }))).toEqual(["warning karpenter.nodeClasses[0].userData"]);
  });

  it.each([
    ["AL2023", ["/dev/sda1"], "/dev/xvda"],
    ["AL2023", ["/dev/xvdb"], "/dev/xvda"],
    ["Bottlerocket", ["/dev/xvda"], "/dev/xvdb"],
  ])("warns of a disk of %s under the name of another family's: %j", (amiFamily, names, data) => {
    const nodeClass = (devices: readonly string[]) => ({
      name: "default",
      amiFamily,
      amiSelectorTerms: [{ id: "ami-0a" }],
      blockDeviceMappings: devices.map((deviceName) => ({ deviceName, ebs: { volumeSize: "50Gi" } })),
    });
    const [problem, ...more] = classes({ nodeClasses: [nodeClass(names)] });
    expect(problem).toMatchObject({ severity: "warning", message: expect.stringContaining(`images on ${data}`) });
    expect(problem?.path.at(-1)).toBe("deviceName");
    expect(more).toEqual([]);
    expect(classes({ nodeClasses: [nodeClass([...names, data])] })).toEqual([]);
    expect(classes({ nodeClasses: [nodeClass(["/dev/sdf"])] })).toEqual([]);
  });

  it("warns of a root volume that isn't where the family keeps its data", () => {
    const mapping = (deviceName: string) => ({ deviceName, rootVolume: true, ebs: { volumeSize: "50Gi" } });
    const nodeClass = { name: "default", amiAlias: "bottlerocket@1.50.0", blockDeviceMappings: [mapping("/dev/xvda")] };
    expect(classes({ nodeClasses: [nodeClass] })[0]?.message).toContain("isn't the root volume; name /dev/xvdb");
    expect(classes({ nodeClasses: [{ ...nodeClass, blockDeviceMappings: [mapping("/dev/xvdb")] }] })).toEqual([]);
  });

  it("warns of iops and throughput for a volume without a type", () => {
    const volume = (ebs: object) => [{ deviceName: "/dev/xvda", ebs: { volumeSize: "50Gi", ...ebs } }];
    const found = (ebs: object) => places(classes({ nodeClasses: [{ ...PINNED, blockDeviceMappings: volume(ebs) }] }));
    expect(found({ iops: 3000 })).toEqual(["warning karpenter.nodeClasses[0].blockDeviceMappings[0].ebs.iops"]);
    expect(found({ throughput: 125 })).toHaveLength(1);
    expect(found({ throughput: 125, volumeType: "gp3" })).toEqual([]);
  });

  describe("the role in an instance profile", () => {
    const roleArn = "arn:aws:iam::111122223333:role/nodes";
    const nodeClass = (more: object) => ({ ...PINNED, instanceProfile: "nodes", ...more });
    const found = (...given: object[]) =>
      classes({ nodeClasses: given.map((more, index) => nodeClass({ name: index === 0 ? "default" : "b", ...more })) });

    it("defaults to the cluster's node role, and may be another", () => {
      expect(found({})).toEqual([]);
      expect(found({ instanceProfileRoleArn: roleArn })).toEqual([]);
    });

    it.each([
      ["no profile", { instanceProfile: undefined, instanceProfileRoleArn: roleArn }, "name the profile"],
      ["another account", { instanceProfileRoleArn: roleArn.replace("1111", "9999") }, "in account 999922223333"],
      ["the node role", { instanceProfileRoleArn: "arn:aws:iam::111122223333:role/KarpenterNodeRole-sandbox" }, "drop"],
      [
        "one of the project",
        { instanceProfileRoleArn: "arn:aws:iam::111122223333:role/sandbox-karpenter" },
        "is made for",
      ],
      ["one that may enter", { instanceProfileRoleArn: "arn:aws:iam::111122223333:role/admins" }, "access entry"],
    ])("fails when it is with %s", (_, more, message) => {
      const [problem] = found(more);
      expect(problem).toMatchObject({ severity: "error", message: expect.stringContaining(message) });
      expect(problem?.path.at(-1)).toBe("instanceProfileRoleArn");
    });

    it("fails when two ARNs have one name", () => {
      const other = "arn:aws:iam::111122223333:role/platform/nodes";
      const problems = found({ instanceProfileRoleArn: roleArn }, { instanceProfileRoleArn: other });
      expect(places(problems)).toContain("error karpenter.nodeClasses[1].instanceProfileRoleArn");
      const same = found({ instanceProfileRoleArn: roleArn }, { instanceProfileRoleArn: roleArn });
      expect(same.filter(({ severity }) => severity === "error")).toEqual([]);
    });
  });

  it("fails when a parameter or key is in another region", () => {
    const nodeClass = (region: string) => ({
      name: "default",
      amiFamily: "AL2023",
      amiSelectorTerms: [{ ssmParameter: `arn:aws:ssm:${region}:111122223333:parameter/ami` }],
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeSize: "20Gi", encrypted: true, kmsKeyID: `arn:aws:kms:${region}:111122223333:alias/disks` },
        },
      ],
    });
    const errors = (region: string) =>
      places(classes({ nodeClasses: [nodeClass(region)] })).filter((line) => line.startsWith("error"));
    expect(errors("us-east-1")).toEqual([
      "error karpenter.nodeClasses[0].amiSelectorTerms[0].ssmParameter",
      "error karpenter.nodeClasses[0].blockDeviceMappings[0].ebs.kmsKeyID",
    ]);
    expect(errors("eu-central-1")).toEqual([]);
  });

  it("fails when more is named than one policy can hold", () => {
    const nodeClass = (count: number) => ({
      name: "default",
      amiFamily: "AL2023",
      amiSelectorTerms: Array.from({ length: count }, (_, index) => ({ ssmParameter: `/${"a".repeat(200)}${index}` })),
    });
    expect(places(classes({ nodeClasses: [nodeClass(20)] }))).toEqual(["error karpenter.nodeClasses"]);
    expect(classes({ nodeClasses: [nodeClass(10)] })).toEqual([]);
  });

  it("warns of a key whose policy can't be seen", () => {
    const kmsKeyID = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const blockDeviceMappings = [{ deviceName: "/dev/xvda", ebs: { volumeSize: "20Gi", encrypted: true, kmsKeyID } }];
    expect(places(classes({ nodeClasses: [{ ...PINNED, blockDeviceMappings }] }))).toEqual([
      "warning karpenter.nodeClasses[0].blockDeviceMappings[0].ebs.kmsKeyID",
    ]);
  });

  it("warns of a class that no pool uses", () => {
    expect(places(classes({ nodeClasses: [PINNED, { ...PINNED, name: "other" }] }))).toEqual([
      "warning karpenter.nodeClasses[1].name",
    ]);
  });

  it("fails when two classes share a name", () => {
    expect(places(classes({ nodeClasses: [PINNED, PINNED] }))).toEqual(["error karpenter.nodeClasses[1].name"]);
  });
});
