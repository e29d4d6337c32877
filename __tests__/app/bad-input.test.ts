import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clusterYaml, Project } from "../../testing/project";

let project: Project;

beforeEach(() => {
  project = new Project({ "cdktf.out/stacks/a/cdk.tf.json": "{}", "cdktf.out/manifest.json": "{}" });
});

afterEach(() => {
  project.remove();
});

/** The errors that these cluster files give; makes sure that nothing is written. */
function complaints(files: Readonly<Record<string, string>>): string[] {
  project.write(Object.fromEntries(Object.entries(files).map(([name, content]) => [`clusters/${name}`, content])));
  const before = project.files();
  const { exitCode, stdout, errors } = project.synthesize();
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(project.files()).toEqual(before);
  return [...errors];
}

/** The errors of cluster `x` with this YAML added. */
function complaintsAbout(more: string): string[] {
  return complaints({ "x.yaml": clusterYaml("x", more) });
}

describe("bad input", () => {
  it("fails when a value has the wrong type", () => {
    expect(complaintsAbout("karpenter:\n  replicas: two\n")).toEqual([
      'clusters/x.yaml:6:13  karpenter.replicas  got the string "two"; a whole number is needed',
    ]);
  });

  it("fails when a key is unknown, with a suggestion", () => {
    expect(complaintsAbout("kubernetesVersoin: '1.36'\n")).toEqual([
      "clusters/x.yaml:5:1  kubernetesVersoin  unknown key; did you mean kubernetesVersion?",
    ]);
  });

  it("fails when a version is not in quotes", () => {
    expect(complaintsAbout("kubernetesVersion: 1.30\n")).toEqual([
      'clusters/x.yaml:5:20  kubernetesVersion  got the number 1.30; a string is needed, in quotes: "1.30"',
    ]);
  });

  it("fails with one line when a selector term has a Windows alias", () => {
    const terms = "amiSelectorTerms: [{ alias: windows2022@latest }]";
    expect(complaintsAbout(`karpenter:\n  nodeClasses: [{ name: default, ${terms} }]\n`)).toEqual([
      expect.stringMatching(
        /^clusters\/x.yaml:6:\d+ {2}karpenter.nodeClasses\[0\].amiSelectorTerms\[0\].alias {2}got .*; use Linux nodes$/,
      ),
    ]);
  });

  it("fails with one line when a range of services is wrong in itself", () => {
    expect(complaintsAbout("controlPlane:\n  serviceCidr: 172.20.0.0/11\n")).toEqual([
      "clusters/x.yaml:6:16  controlPlane.serviceCidr  the range 172.20.0.0/11 is outside of /12 to /24, which EKS takes; choose another",
    ]);
  });

  it("fails when a tag has no key", () => {
    expect(complaintsAbout('tags: { "": web }\n')).toEqual([
      'clusters/x.yaml:5:9  tags[""]  the key "" is not possible; a tag needs a key',
    ]);
  });

  it("fails when ranges overlap", () => {
    expect(complaintsAbout("controlPlane:\n  serviceCidr: 10.0.128.0/20\n")).toEqual([
      "clusters/x.yaml:6:16  controlPlane.serviceCidr  the range 10.0.128.0/20 overlaps 10.0.0.0/16 of the VPC (network.cidr); services need addresses of their own",
    ]);
  });

  it("fails when there is one zone only", () => {
    const content = "name: x\nregion: eu-central-1\nnetwork:\n  availabilityZones: [eu-central-1a]\n";
    expect(complaints({ "x.yaml": content })).toEqual([
      "clusters/x.yaml:4:22  network.availabilityZones  got a list of 1; at least two availability zones are needed: EKS places its control plane in two or more",
    ]);
  });

  it("fails when Karpenter is too old for the Kubernetes version", () => {
    expect(complaintsAbout('kubernetesVersion: "1.37"\nkarpenter: { version: 1.14.0 }\n')).toEqual([
      "clusters/x.yaml:6:23  karpenter.version  Karpenter 1.14.0 doesn't support Kubernetes 1.37; raise it to 1.15.0 or later",
    ]);
  });

  it("fails when a name is too long", () => {
    const name = "x".repeat(47);
    expect(complaints({ [`${name}.yaml`]: clusterYaml(name) })).toContainEqual(
      `clusters/${name}.yaml:1:7  name  the name has 47 characters, and the role KarpenterNodeRole-${name} would have more than the 64 that IAM takes; shorten it to 46 at most`,
    );
  });

  it("fails when two clusters, or their stacks, have one name", () => {
    const found = complaints({
      "a.yaml": clusterYaml("a"),
      "a-addons.yaml": clusterYaml("a-addons"),
      "A.yaml": clusterYaml("A"),
    });
    expect(found.filter((line) => line.includes("  name  "))).toEqual([
      'clusters/A.yaml:1:7  name  another cluster is named "a"; give each a name of its own',
      'clusters/A.yaml:1:7  name  cluster "A" and cluster "a-addons" both have a stack named "a-addons"; rename one of the clusters',
      'clusters/a-addons.yaml:1:7  name  cluster "a-addons" and cluster "A" both have a stack named "a-addons"; rename one of the clusters',
      'clusters/a.yaml:1:7  name  another cluster is named "A"; give each a name of its own',
    ]);
  });

  it("fails with one line for each wrong value", () => {
    expect(
      complaintsAbout(
        "karpenter:\n  nodePools:\n    - { name: a, expireAfter: 5 days, capacityTypes: spot, limits: { cpu: x } }\n",
      ),
    ).toEqual([
      expect.stringContaining('expireAfter  got the string "5 days"; a duration of whole hours'),
      expect.stringContaining('capacityTypes  got the string "spot"; a list is needed: ["spot"]'),
      expect.stringContaining('limits.cpu  got the string "x"; a whole number'),
    ]);
  });

  it("fails with one line for a list where a text is needed", () => {
    expect(complaintsAbout("kubernetesVersion: []\naddons: { coredns: { version: [a, b] } }\n")).toEqual([
      "clusters/x.yaml:5:20  kubernetesVersion  got an empty list; a string is needed",
      "clusters/x.yaml:6:31  addons.coredns.version  got a list of 2; a string is needed",
    ]);
    expect(
      complaintsAbout("karpenter: { namespace: [a, b] }\nfargate: { profiles: [{ name: [], selectors: {} }] }\n"),
    ).toEqual([
      "clusters/x.yaml:5:25  karpenter.namespace  got a list of 2; a string is needed",
      "clusters/x.yaml:6:31  fargate.profiles[0].name  got an empty list; a string is needed",
      "clusters/x.yaml:6:46  fargate.profiles[0].selectors  got an object; a list is needed",
    ]);
  });

  it("fails when a name is one that every object in JavaScript has", () => {
    for (const name of ["constructor", "toString", "hasOwnProperty", "valueOf"]) {
      expect(complaints({ [`${name}.yaml`]: clusterYaml(name) })).toContainEqual(
        `clusters/${name}.yaml:1:7  name  got the string "${name}"; CDK for Terraform keeps this name for itself; choose another`,
      );
    }
    const profiles = "fargate:\n  profiles: [{ name: constructor, selectors: [{ namespace: a }] }]\n";
    expect(complaints({ "x.yaml": clusterYaml("x", profiles) }).filter((line) => line.includes("x.yaml"))).toEqual([
      'clusters/x.yaml:6:22  fargate.profiles[0].name  got the string "constructor"; CDK for Terraform keeps this name for itself; choose another',
    ]);
    expect(
      complaints({ "x.yaml": clusterYaml("x", "toString: 1\ncontrolPlane: { zonalShift: constructor }\n") }).filter(
        (line) => line.includes("x.yaml"),
      ),
    ).toEqual([
      expect.stringContaining("clusters/x.yaml:5:1  toString  unknown key; "),
      'clusters/x.yaml:6:29  controlPlane.zonalShift  got the string "constructor"; true or false is needed',
    ]);
  });

  it("fails in plain words when an object has keys that JavaScript would call", () => {
    expect(
      complaintsAbout(
        "controlPlane: { logging: { retentionDays: { toString: 1 } }, zonalShift: { valueOf: 1, toString: 1 } }\nkarpenter: { nodePools: [[{ toString: 10 }]] }\n",
      ).map((line) => line.split("  ").slice(1).join("  ")),
    ).toEqual([
      expect.stringMatching(/^controlPlane.logging.retentionDays {2}got an object; one of 0, 1, 3, /),
      "controlPlane.zonalShift  got an object; true or false is needed",
      "karpenter.nodePools[0]  got a list of 1; an object with name is needed",
    ]);
  });

  it("fails when the YAML is broken", () => {
    expect(complaints({ "x.yaml": "name: x\nregion: [\n" })).toEqual([
      "clusters/x.yaml:3:1  a [ above has no ]; close it before this line",
    ]);
  });

  it("fails when aliases expand to too much", () => {
    const bomb = Array.from({ length: 12 }, (_, i) => `x${i}: &x${i} [${i === 0 ? "y" : Array(9).fill(`*x${i - 1}`)}]`);
    expect(complaints({ "x.yaml": bomb.join("\n") })).toEqual([
      expect.stringMatching(/^clusters\/x\.yaml.* {2}.*alias/),
    ]);
  });

  it("fails when a file is empty", () => {
    expect(complaints({ "x.yaml": "" })).toEqual([
      "clusters/x.yaml  the file describes nothing; give at least name, region and network.availabilityZones",
    ]);
  });

  it("fails once when a file is another tool's", () => {
    const config = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: x }\nnodeGroups: []\n";
    expect(complaints({ "x.yaml": config })).toEqual([
      expect.stringMatching(
        /^clusters\/x\.yaml:1:1 {2}apiVersion {2}this is a file of eksctl, which isn't read here; /,
      ),
    ]);
  });

  it("fails when a folder has the name of a file", () => {
    mkdirSync(join(project.folder, "clusters/x.yaml"), { recursive: true });
    expect(complaints({})).toEqual([
      "clusters/x.yaml  this is a folder; a cluster is described in a file: rename or move it",
    ]);
  });

  it("fails when there is no cluster", () => {
    expect(complaints({})).toEqual([
      "clusters  there is no such folder; make it and add a cluster file, such as sandbox.yaml",
    ]);
  });

  it("fails with all problems of all files at once, by file, line and column", () => {
    const found = complaints({
      "b.yaml": clusterYaml("b", "foo: 1\nkubernetesVersion: 1.30\ncontrolPlane: { zonalShift: maybe, bar: 1 }\n"),
      "a.yaml": clusterYaml("a", "network: {}\n"),
      "c.yaml": "",
    });
    expect(found.map((line) => line.split("  ").slice(0, 2).join(" "))).toEqual([
      "clusters/a.yaml:5:1 network",
      "clusters/b.yaml:5:1 foo",
      "clusters/b.yaml:6:20 kubernetesVersion",
      "clusters/b.yaml:7:29 controlPlane.zonalShift",
      "clusters/b.yaml:7:36 controlPlane.bar",
      expect.stringMatching(/^clusters\/c.yaml /),
    ]);
  });
});
