import { describe, expect, it } from "vitest";
import { z } from "zod";
import { faultsOf } from "../../../src/description/parsing/fault";
import { problemOf } from "../../../src/description/parsing/message";
import { formatPath } from "../../../src/description/problem";

function messages(schema: z.ZodType, input: unknown): string[] {
  const { error } = schema.safeParse(input, { error: () => "" });
  return faultsOf(error?.issues ?? []).map((fault) => {
    const { path, message } = problemOf(fault, { schema, input, text: () => undefined, foreignKey: () => undefined });
    return path.length === 0 ? message : `${formatPath(path)}: ${message}`;
  });
}

describe("problemOf, for unions", () => {
  it("keeps the branch of the value's type", () => {
    const schema = z.union([z.int(), z.strictObject({ min: z.int(), max: z.int() })]);
    expect(messages(schema, { min: 1, max: "2" })).toEqual([
      'max: got the string "2"; a whole number is needed; write 2 without quotes',
    ]);
    expect(messages(schema, { min: 1, max: 2, mix: 3 })).toEqual([
      "mix: unknown key; min is already there: remove this one",
    ]);
    expect(messages(schema, [])).toEqual(["got an empty list; a whole number or an object with min, max is needed"]);
  });

  it("takes what a pattern says over the literals beside it", () => {
    const schema = z.union([z.literal("Never"), z.int(), z.string().regex(/^\d+s$/, "30s or Never is needed")]);
    expect(messages(schema, "soon")).toEqual(['got the string "soon"; 30s or Never is needed']);
    const twoPatterns = z.union([z.string().regex(/^a/, "an a is needed"), z.string().regex(/^b/, "a b is needed")]);
    expect(messages(twoPatterns, "c")).toEqual(['got the string "c"; an a is needed']);
  });

  it("says what the union itself says, unless the fault lies deeper", () => {
    const schema = z.union([z.int(), z.strictObject({ a: z.string() })], "a number or an a is needed");
    expect(messages(schema, "x")).toEqual(['got the string "x"; a number or an a is needed']);
    expect(messages(schema, { a: true })).toEqual(['a: got true; a string is needed, in quotes: "true"']);
  });

  it("lists the values of a discriminating key", () => {
    const schema = z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("helm"), chart: z.string() }),
      z.strictObject({ kind: z.literal("managed") }),
    ]);
    expect(messages(schema, { kind: "hlm" })).toEqual([
      'kind: got the string "hlm"; one of helm or managed is needed; did you mean helm?',
    ]);
    expect(messages(schema, { kind: "helm", chart: 1 })).toEqual([
      'chart: got the number 1; a string is needed, in quotes: "1"',
    ]);
  });

  it("offers literals beside types", () => {
    expect(messages(z.literal("EC2NodeClass"), "x")).toEqual(['got the string "x"; EC2NodeClass is needed']);
    expect(messages(z.union([z.literal(1), z.string()]), true)).toEqual([
      'got true; 1 or a string is needed, in quotes: "true"',
    ]);
  });
});

describe("problemOf, for what schemas say", () => {
  it("leaves complete messages and those on objects alone", () => {
    const schema = z
      .strictObject({ a: z.int(), b: z.int() })
      .refine(({ a, b }) => a < b, "a is not below b; swap them");
    expect(messages(schema, { a: 2, b: 1 })).toEqual(["a is not below b; swap them"]);
    expect(
      messages(
        z.string().refine(() => false, 'got "x"; no'),
        "x",
      ),
    ).toEqual(['got "x"; no']);
  });

  it("has words of its own where a schema has none", () => {
    expect(messages(z.string().regex(/^a$/), "b")[0]).toMatch(/^got the string "b"; a value of another form is needed/);
    expect(messages(z.string().min(2), "b")).toEqual(['got the string "b"; at least 2 characters are needed']);
    expect(messages(z.array(z.int()).min(1), [])).toEqual(["got an empty list; at least 1 item is needed"]);
    expect(messages(z.tuple([z.int()]), 1)).toEqual(["got the number 1; a list is needed"]);
  });

  it("shortens what is long", () => {
    const [message] = messages(z.enum(["a"]), "x".repeat(1000));
    expect(message?.length).toBeLessThan(120);
  });
});
