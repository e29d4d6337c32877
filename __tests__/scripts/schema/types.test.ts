import { describe, expect, it } from "vitest";
import { z } from "zod";
import { jsonSchemaOf } from "../../../scripts/schema/json-schema";
import { typesOf } from "../../../scripts/schema/types";

/** The generated code without its header and with plain white space. */
async function code(schema: z.ZodType): Promise<string> {
  const text = await typesOf(jsonSchemaOf(schema), "Root");
  return text
    .replace(/\/\*[^*][\s\S]*?\*\//, "")
    .replace(/\s+/g, " ")
    .trim();
}

describe("typesOf", () => {
  it("defaults: doc comments with defaults, optional keys, lists without counts", async () => {
    const schema = z.strictObject({
      a: z.array(z.string()).min(1).max(3).describe("A list."),
      b: z.int().default(2).describe("B."),
    });
    expect(await code(schema)).toBe(
      "export interface Root { /** * A list. */ a: string[] /** * B. * * @default 2 */ b?: number }",
    );
  });

  it("names objects after their keys, and after their parents where that is taken", async () => {
    const spec = (key: string) => z.strictObject({ [key]: z.string() });
    const schema = z.strictObject({
      policies: z.array(z.strictObject({ spec: spec("x") })),
      other: z.strictObject({ spec: spec("y"), again: spec("x") }),
    });
    const names = [...(await code(schema)).matchAll(/export interface (\w+)/g)].map(([, name]) => name);
    expect(names).toEqual(["Root", "Policy", "Spec", "Other", "OtherSpec"]);
  });

  it("doesn't let a description end its comment", async () => {
    expect(await code(z.strictObject({ a: z.string().describe("Any */ path.") }))).toContain("Any *\\/ path.");
  });
});
