import { describe, expect, it } from "vitest";
import { z } from "zod";
import { children, type JsonSchema, jsonSchemaOf } from "../../../scripts/schema/json-schema";
import { ClusterSchema } from "../../../src/addons/cluster-file";

function all(schema: JsonSchema): JsonSchema[] {
  return [schema, ...children(schema).flatMap(([, child]) => all(child))];
}

describe("jsonSchemaOf", () => {
  it("defaults: draft-07 of the input, keys with a default not required", () => {
    const schema = jsonSchemaOf(z.strictObject({ a: z.string(), b: z.int().min(1).default(2).describe("B.") }));
    expect(schema).toEqual({
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      properties: { a: { type: "string" }, b: { type: "integer", minimum: 1, default: 2, description: "B." } },
      required: ["a"],
      additionalProperties: false,
    });
  });

  it("makes a choice of literals an enum", () => {
    expect(jsonSchemaOf(z.union([z.literal(1), z.literal(3)]))).toMatchObject({ type: "number", enum: [1, 3] });
    expect(jsonSchemaOf(z.union([z.literal(1), z.string()])).anyOf).toHaveLength(2);
  });

  it("keeps the default of a value that is transformed", () => {
    const schema = z.strictObject({ cpu: z.union([z.string(), z.number()]).transform(String).default("1") });
    expect(jsonSchemaOf(schema).properties?.cpu).toMatchObject({ default: "1" });
  });

  it("drops bounds, formats and empty defaults that say nothing", () => {
    const schema = jsonSchemaOf(
      z.strictObject({
        n: z.int(),
        cidr: z.cidrv4(),
        object: z.strictObject({ a: z.int().default(1) }).prefault({}),
        map: z.record(z.string(), z.string()).default({}),
      }),
    );
    expect(schema.properties).toMatchObject({ n: { type: "integer" }, map: { default: {} } });
    expect(schema.properties?.n).not.toHaveProperty("maximum");
    expect(schema.properties?.cidr).not.toHaveProperty("format");
    expect(schema.properties?.object).not.toHaveProperty("default");
    expect(schema.properties?.map).not.toHaveProperty("propertyNames");
  });
});

describe("jsonSchemaOf, of a cluster", () => {
  const nodes = all(jsonSchemaOf(ClusterSchema));

  it("has patterns that editors can compile, which use the u flag", () => {
    const patterns = nodes.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
    expect(patterns.length).toBeGreaterThan(10);
    for (const pattern of patterns) expect(() => new RegExp(pattern, "u")).not.toThrow();
  });

  it("describes every key", () => {
    for (const { properties = {} } of nodes) {
      for (const [key, property] of Object.entries(properties)) {
        expect(property, key).toMatchObject({ description: expect.stringMatching(/\S/) });
      }
    }
  });

  it("refuses unknown keys wherever the description does", () => {
    const open = nodes.filter(({ properties, additionalProperties }) => properties && additionalProperties !== false);
    expect(open.map(({ properties }) => Object.keys(properties ?? {})[0])).toEqual(["maxPods"]);
  });
});
