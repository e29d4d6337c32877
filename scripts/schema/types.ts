import { compile } from "json-schema-to-typescript";
import type { JsonSchema } from "./json-schema";
import { children, mapSchema } from "./json-schema";

/** The header of the generated types. */
const BANNER = `/*
 * Generated from the schema in src/description/schema by 'npm run schema'; edits are lost.
 *
 * It says the same as z.input<typeof ClusterSchema>, but with doc comments that an editor shows.
 */`;

/** The TypeScript interfaces of a JSON schema, one for each object, with doc comments; not formatted. */
export async function typesOf(schema: JsonSchema, name: string): Promise<string> {
  // Counts of items would turn lists into tuples; they are checked by the schema and told in the reference.
  const named = withTitles(
    mapSchema(schema, ({ minItems: _min, maxItems: _max, ...node }) => documented(node)),
    name,
  );
  return compile(named as Parameters<typeof compile>[0], name, {
    bannerComment: BANNER,
    additionalProperties: false,
    format: false,
  });
}

/** Puts the default into the description, where a doc comment wants it. */
function documented({ description, default: preset, ...rest }: JsonSchema): JsonSchema {
  const lines = [description ?? "", preset === undefined ? "" : `@default ${JSON.stringify(preset)}`];
  const text = lines
    .filter((line) => line !== "")
    .join("\n\n")
    .replaceAll("*/", "*\\/");
  return text === "" ? rest : { ...rest, description: text };
}

/** Gives each object a name of its own: its key, after its parent's name where that is taken. */
function withTitles(schema: JsonSchema, rootName: string): JsonSchema {
  const titles = new Map<string, string>();
  const visit = (node: JsonSchema, key: string, parent: string): void => {
    let owner = parent;
    if (node.properties) {
      const own = pascal(key);
      const taken = [...titles.values()].includes(own);
      owner = titles.get(identity(node)) ?? (taken ? `${parent}${own}` : own);
      titles.set(identity(node), owner);
    }
    for (const [step, child] of children(node)) visit(child, keyOf(step, key), owner);
  };
  visit(schema, rootName, "");
  const named = new Map<string, JsonSchema>();
  return mapSchema(schema, (node) => {
    const title = node.properties && titles.get(identity(node));
    if (!title) return node;
    // The very same object each time: the compiler numbers the interfaces of mere copies.
    const same = named.get(title) ?? { ...node, title };
    named.set(title, same);
    return same;
  });
}

function keyOf(step: string, above: string): string {
  if (step === "[]") return singular(above);
  return step === "*" ? above : step;
}

/** What makes two objects one type: all but their titles. */
function identity(schema: JsonSchema): string {
  return JSON.stringify(schema, (key, value) => (key === "title" && typeof value === "string" ? undefined : value));
}

function pascal(key: string): string {
  return key.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function singular(key: string): string {
  return key
    .replace(/(ss|ch|sh|x)es$/, "$1")
    .replace(/ies$/, "y")
    .replace(/([^s])s$/, "$1");
}
