import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { CLUSTER_FORMAT, type ParsedCluster } from "../../src/addons/cluster-file";
import type { Rule } from "../../src/description/check";
import { checkClusters } from "../../src/description/check";
import { defaultWarning, error, warning } from "../../src/description/problem";
import { DescriptionError } from "../../src/description/report";
import { codeSource, type Source, type SourceReader } from "../../src/description/source";
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

function readers(...sources: readonly Source[]): SourceReader[] {
  return sources.map((source) => () => source);
}

function problems(sources: readonly Source[], rules: readonly Rule<ParsedCluster>[]): readonly string[] {
  try {
    checkClusters(CLUSTER_FORMAT, readers(...sources), resolve, rules);
    return [];
  } catch (thrown) {
    if (thrown instanceof DescriptionError) return thrown.problems;
    throw thrown;
  }
}

describe("checkClusters", () => {
  it("defaults: gives what was resolved, in the order of the sources", () => {
    const sources = ["b", "a"].map((name) => codeSource({ ...smallest, name }));
    const { clusters, warnings, ...made } = checkClusters(
      CLUSTER_FORMAT,
      readers(...sources),
      ({ name }) => name.toUpperCase(),
      [],
    );
    expect(clusters).toEqual(["B", "A"]);
    expect(made.sources).toEqual(sources);
    expect(warnings).toEqual([]);
    expect(checkClusters(CLUSTER_FORMAT, [], resolve, [uniqueName])).toEqual({
      clusters: [],
      sources: [],
      warnings: [],
    });
  });

  it("goes on after warnings, and hands them over", () => {
    const { clusters, warnings } = checkClusters(CLUSTER_FORMAT, readers(codeSource(smallest)), resolve, [
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
        readers(yamlSource("a.yaml", `${stringify({ ...smallest, name: "a" })}${yaml}`)),
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

  it("leaves out warnings that are acknowledged, and warns of an acknowledgement for nothing", () => {
    const rule: Rule<ParsedCluster> = () => [
      warning(["network", "availabilityZones", 1], "closed"),
      warning(["region"], "new"),
      warning(["network", "availabilityZonesToo"], "other"),
    ];
    const of = (...acknowledged: string[]) =>
      checkClusters(CLUSTER_FORMAT, readers(codeSource({ ...smallest, acknowledged })), resolve, [rule]).warnings.map(
        ({ path, message }) => `${path.join(".")} ${message}`,
      );
    expect(of()).toHaveLength(3);
    expect(of("network.availabilityZones", "region")).toEqual(["network.availabilityZonesToo other"]);
    expect(of("network")).toEqual(["region new"]);
    expect(of("network", "region", "aws")).toEqual(["acknowledged.2 nothing is warned of at aws; remove it here"]);
  });

  it("fails in spite of what is acknowledged: errors can't be", () => {
    const rule: Rule<ParsedCluster> = () => [error(["region"], "no")];
    expect(problems([codeSource({ ...smallest, acknowledged: ["region"] })], [rule])).toEqual([
      'cluster "sandbox"  region  no',
    ]);
  });

  it("fails with the first thousand of very many errors, without a look at what comes after", () => {
    const bad = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`key${index}`, 1]));
    let read = 0;
    const many = Array.from({ length: 1000 }, (_, index) => () => {
      read++;
      return codeSource({ ...smallest, name: `c${index}`, ...bad });
    });
    expect(() => checkClusters(CLUSTER_FORMAT, many, resolve, [])).toThrow(
      /and 952 more: 1050 findings in 7 files or clusters\n993 more files or clusters weren't checked; mend these first$/,
    );
    expect(read).toBe(7);
  });

  it("fails with the first thousand of very many errors of rules", () => {
    const rule: Rule<ParsedCluster> = () => Array.from({ length: 400 }, () => error(["region"], "no"));
    const many = Array.from({ length: 5 }, (_, index) => codeSource({ ...smallest, name: `c${index}` }));
    expect(() => checkClusters(CLUSTER_FORMAT, readers(...many), resolve, [rule])).toThrow(
      /\n2 more files or clusters weren't checked/,
    );
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
