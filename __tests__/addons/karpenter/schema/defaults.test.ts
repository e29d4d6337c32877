import { describe, expect, it } from "vitest";
import { z } from "zod";
import { expandNodeClass, expandNodePool } from "../../../../src/addons/karpenter/description/expand";
import { NodeClassSchema } from "../../../../src/addons/karpenter/schema/node-class";
import { NodePoolSchema } from "../../../../src/addons/karpenter/schema/node-pool";
import { nodeSelectors } from "../../../../src/network/node-selectors";
import { clusterSpec } from "../../../../testing/stacks";

/** Defaults that the API server fills in by Karpenter's CRDs: the product leaves them out, on purpose. */
const OF_THE_API_SERVER: Readonly<Record<string, unknown>> = {
  "disruption.budgets": [{ nodes: "10%" }],
  "disruption.budgets.[].nodes": "10%",
  "metadataOptions.httpEndpoint": "enabled",
  "metadataOptions.httpProtocolIPv6": "disabled",
  "metadataOptions.httpPutResponseHopLimit": 1,
  "metadataOptions.httpTokens": "required",
};

/** What has to stand beside a key for the description to be one. */
const BESIDE: Readonly<Record<string, object>> = { "template.spec.nodeClassRef": { name: "default" } };

type Schema = {
  readonly [key: string]: unknown;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
};

/** Every key of a schema that names a default, with that default. */
function defaultsOf(schema: Schema, path: readonly string[] = []): [string, unknown][] {
  const own: [string, unknown][] = "default" in schema ? [[path.join("."), schema.default]] : [];
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => defaultsOf(inner, [...path, key]));
  return [...own, ...below, ...(schema.items ? defaultsOf(schema.items, [...path, "[]"]) : [])];
}

/** An object with one value at a path. */
function withValue(path: string, value: unknown): object {
  const keys = path.split(".");
  const object = keys.reduceRight<unknown>((inner, key, index) => {
    const beside = BESIDE[keys.slice(0, index).join(".")] ?? {};
    return { ...beside, [key]: inner };
  }, value);
  return object as object;
}

const all = (schema: z.ZodType) => defaultsOf(z.toJSONSchema(schema, { io: "input" }) as Schema);
const filledIn = (defaults: [string, unknown][]) => defaults.filter(([path]) => !(path in OF_THE_API_SERVER));
const pool = (input: object) => expandNodePool(NodePoolSchema.parse({ name: "a", ...input }));
const nodeClass = (input: object) =>
  expandNodeClass(NodeClassSchema.parse({ name: "a", ...input }), {
    clusterName: "sandbox",
    tags: {},
    selectors: nodeSelectors(clusterSpec()),
  });

describe("defaults", () => {
  it.each(filledIn(all(NodePoolSchema)))(
    "the schema's %s of a node pool is the one that is filled in",
    (path, value) => {
      expect(pool(withValue(path, value))).toEqual(pool({}));
    },
  );

  it.each(filledIn(all(NodeClassSchema)))(
    "the schema's %s of a node class is the one that is filled in",
    (path, value) => {
      expect(nodeClass(withValue(path, value))).toEqual(nodeClass({}));
    },
  );

  it("fails when another default than the known ones is left to the API server", () => {
    const left = [...all(NodePoolSchema), ...all(NodeClassSchema)].filter(([path]) => path in OF_THE_API_SERVER);
    expect(Object.fromEntries(left)).toEqual(OF_THE_API_SERVER);
  });

  it("are many enough for this test to mean something", () => {
    expect(filledIn(all(NodePoolSchema)).length).toBeGreaterThanOrEqual(13);
    expect(filledIn(all(NodeClassSchema)).map(([path]) => path)).toEqual(["amiAlias"]);
  });
});
