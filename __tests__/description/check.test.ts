import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { CLUSTER_FORMAT, type ParsedCluster } from "../../src/addons/cluster-file";
import type { Rule } from "../../src/description/check";
import { checkClusters } from "../../src/description/check";
import { defaultWarning, error, warning } from "../../src/description/problem";
import { DescriptionError } from "../../src/description/report";
import { codeSource, type Source } from "../../src/description/source";
import { yamlSource } from "../../src/description/yaml";

const smallest = {
  name: "sandbox",
  region: "eu-central-1",
  network: { availabilityZones: ["eu-central-1a", "eu-central-1b"] },
};

const resolve = (cluster: ParsedCluster) => cluster;

const uniqueName: Rule<ParsedCluster> = (cluster, all) =>
  all.some((other) => other !== cluster && other.name === cluster.name) ? [error(["name"], "taken")] : [];

const notThisRange: Rule<ParsedCluster> = ({ network }) =>
  network.cidr === "10.0.0.0/16" ? [error(["network", "natGateways"], "no", [["network", "cidr"]])] : [];

function problems(sources: readonly Source[], rules: readonly Rule<ParsedCluster>[]): readonly string[] {
  try {
    checkClusters(CLUSTER_FORMAT, sources, resolve, rules);
    return [];
  } catch (thrown) {
    if (thrown instanceof DescriptionError) return thrown.problems;
    throw thrown;
  }
}

describe("checkClusters", () => {
  it("defaults: gives what was resolved, in the order of the sources", () => {
    const sources = ["b", "a"].map((name) => codeSource({ ...smallest, name }));
    const { clusters, warnings } = checkClusters(CLUSTER_FORMAT, sources, ({ name }) => name.toUpperCase(), []);
    expect(clusters).toEqual(["B", "A"]);
    expect(warnings).toEqual([]);
    expect(checkClusters(CLUSTER_FORMAT, [], resolve, [uniqueName])).toEqual({ clusters: [], warnings: [] });
  });

  it("goes on after warnings, and hands them over", () => {
    const { clusters, warnings } = checkClusters(CLUSTER_FORMAT, [codeSource(smallest)], resolve, [
      () => [warning(["name"], "hm")],
    ]);
    expect(clusters).toHaveLength(1);
    expect(warnings).toMatchObject([{ origin: 'cluster "sandbox"', path: ["name"], message: "hm" }]);
  });

  it("fails when anything is wrong anywhere, and tells all of it at once", () => {
    const sources = [
      yamlSource("clusters/b.yaml", "name: [\n"),
      yamlSource(
        "clusters/a.yaml",
        "name: a\nregion: eu-central-1\nnetwork:\n  availabilityZones: [eu-central-1a, eu-central-1b]\nfoo: 1\nfoo: 2\n",
      ),
      codeSource({ ...smallest, name: "a" }),
    ];
    const found = problems(sources, [uniqueName]);
    expect(found.map((line) => line.split(";")[0])).toEqual([
      'cluster "a"  name  taken',
      "clusters/a.yaml:1:7  name  taken",
      "clusters/a.yaml:6:1  foo  the key is given twice, first on line 5",
      "clusters/b.yaml:2:1  a [ above has no ]",
    ]);
  });

  it("drops a warning about a default when the value is written down, and says until then that it is one", () => {
    const rule: Rule<ParsedCluster> = () => [
      defaultWarning(["controlPlane", "endpoint", "publicCidrs"], "open"),
      warning(["controlPlane", "serviceCidr"], "hm"),
    ];
    const of = (yaml: string) =>
      checkClusters(
        CLUSTER_FORMAT,
        [yamlSource("a.yaml", `${stringify({ ...smallest, name: "a" })}${yaml}`)],
        resolve,
        [rule],
      ).warnings.map(({ position, message }) => `${position?.line ?? "-"} ${message}`);
    const note = "this is the default";
    expect(of("")).toEqual([`- open (${note}; write it down to keep it, and this goes)`, `- hm (${note})`]);
    expect(of("controlPlane:\n  endpoint: { private: true }\n")).toEqual([
      `7 hm (${note})`,
      `8 open (${note}; write it down to keep it, and this goes)`,
    ]);
    expect(of("controlPlane:\n  endpoint: { publicCidrs: [0.0.0.0/0] }\n  serviceCidr: 10.1.0.0/16\n")).toEqual([
      "9 hm",
    ]);
  });

  it("says of an error about a default that nobody wrote it", () => {
    const rule: Rule<ParsedCluster> = () => [error(["karpenter", "version"], "too old; raise it")];
    expect(problems([codeSource(smallest)], [rule])).toEqual([
      'cluster "sandbox"  karpenter.version  too old; raise it (this is the default)',
    ]);
  });

  it("fails without the messages of rules that met a stand-in", () => {
    const rule: Rule<ParsedCluster> = ({ karpenter }) => [
      error(["karpenter", "nodePools", 0], `no class ${karpenter.nodeClasses[0]?.name}`),
    ];
    const broken = codeSource({
      ...smallest,
      karpenter: { nodeClasses: [{ name: "A B" }], nodePools: [{ name: "a" }] },
    });
    expect(problems([broken], [rule])).toEqual([
      expect.stringContaining("karpenter.nodeClasses[0].name  got the string"),
    ]);
  });

  it("fails without consequences when a value that a rule leans on is wrong itself", () => {
    expect(problems([codeSource(smallest)], [notThisRange])).toHaveLength(1);
    const broken = codeSource({ ...smallest, network: { ...smallest.network, cidr: "10/8" } });
    expect(problems([broken], [notThisRange])).toEqual([
      'cluster "sandbox"  network.cidr  got the string "10/8"; an IPv4 range is needed, such as 10.0.0.0/16',
    ]);
  });

  it("fails without blaming others for a name that is wrong itself", () => {
    const standIn = codeSource({ ...smallest, name: "stand-in-0" });
    const found = problems(
      [codeSource({ ...smallest, name: "_" }), standIn, codeSource({ ...smallest, name: 5 })],
      [uniqueName],
    );
    expect(found).toEqual([
      expect.stringMatching(/^cluster "_" {2}name {2}got the string/),
      expect.stringMatching(/^cluster without a name {2}name {2}got the number 5/),
    ]);
  });
});
