import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ClusterInput } from "../../../src/addons/cluster-file";
import { resource, synthesizeCluster } from "../../../testing/stacks";

const CHART = join(__dirname, "../../../charts/node-pools");

function release(karpenter: ClusterInput["karpenter"] = {}, more: Partial<ClusterInput> = {}) {
  return resource(synthesizeCluster({ karpenter, ...more }).addons, "helm_release", "karpenter_node-pools");
}

/** The text of the values as Terraform hands it to Helm, and what Helm makes of it. */
function valuesOf({ values }: Readonly<Record<string, unknown>>): Record<string, Record<string, unknown>> {
  const [text] = Array.isArray(values) ? values : [];
  return JSON.parse(String(text).replaceAll("$${", "${").replaceAll("%%{", "%{"));
}

describe("NodePools", () => {
  it("defaults: a node pool and a node class, whole objects for the chart", () => {
    const values = valuesOf(release());
    expect(Object.keys(values)).toEqual(["nodeClasses", "nodePools"]);
    expect(values.nodePools).toMatchObject({
      default: { apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name: "default" } },
    });
    expect(values.nodeClasses).toMatchObject({
      default: {
        apiVersion: "karpenter.k8s.aws/v1",
        kind: "EC2NodeClass",
        metadata: { name: "default" },
        spec: {
          role: "KarpenterNodeRole-sandbox",
          subnetSelectorTerms: [{ tags: { "karpenter.sh/discovery": "sandbox" } }],
          securityGroupSelectorTerms: [{ tags: { "karpenter.sh/discovery": "sandbox" } }],
        },
      },
    });
  });

  it("has each under its name: one that comes, goes or moves in the list changes nothing of another", () => {
    const pools = (...names: string[]) => valuesOf(release({ nodePools: names.map((name) => ({ name })) })).nodePools;
    const all = pools("b", "a.c", "a-c");
    expect(Object.keys(all ?? {})).toEqual(["a-c", "a.c", "b"]);
    expect(pools("a-c", "a.c", "b")).toEqual(all);
    expect(pools("b")).toEqual({ b: all?.b });
  });

  it("waits for the longest draining, and 20 minutes more", () => {
    expect(release().timeout).toBe(600 + 1200);
    const nodePools = [
      { name: "a", terminationGracePeriod: "1h30m" },
      { name: "b", terminationGracePeriod: "5m" },
    ];
    expect(release({ nodePools }).timeout).toBe(5400 + 1200);
  });

  it("hands the cluster's tags to what Karpenter starts", () => {
    expect(valuesOf(release({}, { tags: { team: "platform" } })).nodeClasses).toMatchObject({
      default: { spec: { tags: { team: "platform" } } },
    });
  });

  it("takes user data as it is, and no part of it for a template", () => {
    const userData = "#!/bin/sh\necho ${HOME} $(hostname) %{if} {{ .Values }}\n";
    const made = release({ nodeClasses: [{ name: "default", userData }] });
    expect(JSON.stringify(made.values)).toContain("echo $${HOME} $(hostname) %%{if} {{ .Values }}");
    expect(valuesOf(made).nodeClasses).toMatchObject({ default: { spec: { userData } } });
  });
});

describe("chart node-pools", () => {
  const read = (name: string) => readFileSync(join(CHART, name), "utf8");

  it("holds two templates and nothing that Helm would do on the side", () => {
    expect(readdirSync(CHART, { recursive: true }).sort()).toEqual([
      "Chart.yaml",
      "templates",
      "templates/node-classes.yaml",
      "templates/node-pools.yaml",
      "values.yaml",
    ]);
    expect(parse(read("Chart.yaml"))).toMatchObject({ apiVersion: "v2", name: "node-pools", type: "application" });
    expect(parse(read("Chart.yaml"))).not.toHaveProperty("dependencies");
  });

  it.each([
    ["templates/node-classes.yaml", "nodeClasses"],
    ["templates/node-pools.yaml", "nodePools"],
  ])("%s writes each of %s as a document, unchanged", (template, map) => {
    expect(read(template).match(/\{\{.*?\}\}/g)).toEqual([
      `{{- range .Values.${map} }}`,
      "{{ toYaml . }}",
      "{{- end }}",
    ]);
    expect(read(template)).toContain("---\n{{ toYaml . }}");
    expect(parse(read("values.yaml"))[map]).toEqual({});
  });
});
