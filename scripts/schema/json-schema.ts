import { z } from "zod";
import type { Change } from "../../src/description/schema/change";
import { patternWords } from "./pattern-words";

/** A JSON schema as it is written to a file; boolean schemas don't occur. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** From here on a bound says no more than that a number is an int32 or a safe integer. */
const TELLS_NOTHING = 2_147_483_647;

/** The JSON schema (draft-07, which YAML language servers know best) of what a zod schema takes as input. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const raw = z.toJSONSchema(schema, {
    io: "input",
    target: "draft-7",
    // Zod leaves out the default of a value that it transforms.
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodDefault) jsonSchema.default = zodSchema.def.defaultValue;
      const words = jsonSchema.pattern === undefined ? undefined : patternWords(zodSchema);
      if (words !== undefined) jsonSchema.patternErrorMessage = words;
    },
  });
  const { "~standard": _, ...plain } = raw as JsonSchema & { "~standard"?: unknown };
  return tidy(plain);
}

/** The schemas right below a schema, each with the key or `[]` (items) or `*` (any other key) that leads to it. */
export function children(schema: JsonSchema): [string, JsonSchema][] {
  const { properties = {}, items, additionalProperties, anyOf = [] } = schema;
  const below = Object.entries(properties).filter((entry): entry is [string, JsonSchema] => isSchema(entry[1]));
  if (isSchema(items)) below.push(["[]", items]);
  if (isSchema(additionalProperties)) below.push(["*", additionalProperties]);
  return [...below, ...anyOf.filter(isSchema).flatMap(children)];
}

/** What the schema says that a change does to a cluster that is there; what is around it may say it for it. */
export function changeIn(schema: JsonSchema): Change | undefined {
  return schema.change as Change | undefined;
}

/** Without what is neither for editors nor for types. */
export function withoutChanges(schema: JsonSchema): JsonSchema {
  return mapSchema(schema, ({ change: _, ...node }) => node);
}

/** Rewrites a schema from the leaves up. */
export function mapSchema(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const inner = (value: unknown): unknown => (isSchema(value) ? mapSchema(value, change) : value);
  const mapped: JsonSchema = { ...schema };
  if (schema.properties) {
    const entries = Object.entries(schema.properties).map(([key, value]) => [key, inner(value)]);
    mapped.properties = Object.fromEntries(entries);
  }
  for (const key of ["items", "additionalProperties", "propertyNames"]) {
    if (isSchema(schema[key])) mapped[key] = inner(schema[key]);
  }
  if (schema.anyOf) mapped.anyOf = schema.anyOf.map((branch) => inner(branch) as JsonSchema);
  return change(mapped);
}

function isSchema(value: unknown): value is JsonSchema {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Takes out what only zod knows what to make of, and what makes editors offer nonsense. */
function tidy(schema: JsonSchema): JsonSchema {
  return mapSchema(schema, (node) => {
    const { format, maximum, minimum, propertyNames, anyOf, default: preset, ...rest } = node;
    const kept: JsonSchema = { ...rest };
    if (minimum !== undefined && Math.abs(minimum) < TELLS_NOTHING) kept.minimum = minimum;
    if (maximum !== undefined && Math.abs(maximum) < TELLS_NOTHING) kept.maximum = maximum;
    if (isSchema(propertyNames) && Object.keys(propertyNames).some((key) => key !== "type")) {
      kept.propertyNames = propertyNames;
    }
    // An empty object would be offered as a default where the keys below have defaults of their own.
    if (preset !== undefined && !(node.properties && JSON.stringify(preset) === "{}")) kept.default = preset;
    if (!anyOf) return kept;
    const constants = anyOf.map((branch) => branch.const);
    if (constants.some((constant) => constant === undefined)) return { ...kept, anyOf };
    const types = [...new Set(constants.map((constant) => typeof constant))];
    return {
      ...kept,
      ...(types.length === 1 && { type: types[0] as "string" | "number" }),
      enum: constants as string[],
    };
  });
}
