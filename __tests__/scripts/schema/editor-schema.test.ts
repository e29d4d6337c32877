import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { randomCase } from "../../../scripts/fuzz/cases";
import { EDITOR_KEYWORDS } from "../../../scripts/schema/editor-schema";
import { CLUSTER_FORMAT, clusterRules, resolveCluster } from "../../../src/addons/cluster-file";
import { checkClusters } from "../../../src/description/check";
import { codeSource } from "../../../src/description/source";
import { yamlSource } from "../../../src/description/yaml";
import { randomOf } from "../../../testing/random";
import { SMALLEST } from "../../../testing/stacks";

const schema = JSON.parse(readFileSync(join(__dirname, "../../../cluster.schema.json"), "utf8"));
const validate = new Ajv({ strict: true, keywords: [...EDITOR_KEYWORDS] }).compile(schema);

function programTakes(value: unknown): boolean {
  try {
    checkClusters(CLUSTER_FORMAT, [() => codeSource(value)], resolveCluster, [clusterRules]);
    return true;
  } catch {
    return false;
  }
}

/** The smallest description with one value set, by its path. */
function withValue(path: string, value: unknown): unknown {
  const description = structuredClone<Record<string, unknown>>({ ...SMALLEST });
  const keys = path.split(".");
  let container: Record<string, unknown> = description;
  for (const [index, key] of keys.entries()) {
    const isLast = index === keys.length - 1;
    container[key] = isLast ? value : { ...(container[key] as object) };
    container = container[key] as Record<string, unknown>;
  }
  return description;
}

const pool = (more: object) => [{ name: "default", ...more }];

describe("cluster.schema.json", () => {
  it("defaults: a strict validator takes it, told of the words for patterns", () => {
    expect(validate(SMALLEST)).toBe(true);
    expect(EDITOR_KEYWORDS).toEqual(["patternErrorMessage"]);
  });

  it("has words for every pattern", () => {
    const bare: unknown[] = [];
    JSON.stringify(schema, (key, value) => {
      if (value?.pattern !== undefined && !value.patternErrorMessage) bare.push([key, value.pattern]);
      return value;
    });
    expect(bare).toEqual([]);
  });

  it("refuses nothing that the program takes", { timeout: 60_000 }, () => {
    const taken = Array.from({ length: 1000 }, (_, number) => randomCase(randomOf(7_000_000 + number))).flatMap(
      (one) => {
        if (one.kind === "settings") return [];
        const value = one.kind === "code" ? codeSource(one.value).value : yamlSource("x.yaml", one.text).value;
        return programTakes(value) ? [value] : [];
      },
    );
    expect(taken.length).toBeGreaterThan(50);
    expect(taken.flatMap((value) => (validate(value) ? [] : [[value, validate.errors]]))).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["name", "a".repeat(46)],
    ["kubernetesVersion", "1.37"],
    ["tags", { "Kostenträger 1": "a b_.:/=+-@9", "AWS-team": "" }],
    ["network.cidr", "10.0.0.0/22"],
    ["controlPlane.serviceCidr", "192.168.0.0/20"],
    ["controlPlane.serviceCidr", "172.20.0.0/16"],
    ["controlPlane.serviceCidr", "10.100.0.0/16"],
    ["karpenter.version", "1.15.3"],
    ["karpenter.resources", { cpu: 1, memory: "1Gi" }],
    ["karpenter.resources", { cpu: "500m", memory: "1536Mi" }],
    ["karpenter.nodeClasses", pool({ amiAlias: "bottlerocket@v1.50.0" })],
    ["fargate.profiles", [{ name: "a", selectors: [{ namespace: "team-*", labels: { a: "b?" } }] }]],
  ])("takes what the program takes: %s %j", (path, value) => {
    expect(programTakes(withValue(path, value))).toBe(true);
    expect([validate(withValue(path, value)), validate.errors]).toEqual([true, null]);
  });

  it.each<[string, unknown]>([
    ["name", "a".repeat(47)],
    ["name", "a_b"],
    ["region", "Frankfurt"],
    ["kubernetesVersion", "1.20"],
    ["kubernetesVersion", 1.36],
    ["retired", "yes"],
    ["tags", { "aws:x": "y" }],
    ["tags", { "a#": "y" }],
    ["tags", { a: "y;" }],
    ["tags", { "": "y" }],
    ["tags", { ["a".repeat(129)]: "y" }],
    ["tags", Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`t${index}`, ""]))],
    ["network.cidr", "10.0.0.0/24"],
    ["network.cidr", "10.0.0.0/8"],
    ["network.cidr", "10.0.0.256/16"],
    ["network.availabilityZones", ["eu-central-1a"]],
    ["network.availabilityZones", ["eu-central-1a", "eu-central-1a"]],
    ["controlPlane.serviceCidr", "172.20.0.0/8"],
    ["controlPlane.serviceCidr", "172.32.0.0/16"],
    ["controlPlane.logging.retentionDays", 10],
    ["karpenter.version", "v1.15.1"],
    ["karpenter.version", "1.9.0"],
    ["karpenter.replicas", 0],
    ["karpenter.resources", { cpu: "1 core" }],
    ["karpenter.resources", { memory: -1 }],
    ["karpenter.nodeClasses", pool({ amiAlias: "ubuntu@latest" })],
    ["karpenter.nodeClasses", pool({ amiAlias: "windows2022@v1" })],
    ["karpenter.nodeClasses", pool({ subnetSelectorTerms: [{ tags: {} }] })],
    ["karpenter.nodePools", pool({ expireAfter: "5 days" })],
    ["karpenter.nodePools", pool({ weight: 0 })],
    ["karpenter.nodePools", pool({ disruption: { budgets: [{ reasons: ["Empty", "Empty"] }] } })],
    ["fargate.profiles", [{ name: "eks-a", selectors: [{ namespace: "a" }] }]],
    ["fargate.profiles", [{ name: "a", selectors: [{ namespace: "A" }] }]],
    ["unknown", 1],
  ])("refuses what the program refuses: %s %j", (path, value) => {
    expect(programTakes(withValue(path, value))).toBe(false);
    expect(validate(withValue(path, value))).toBe(false);
  });
});
