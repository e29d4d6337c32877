import { type Change, describeChange } from "../../src/description/schema/change";
import type { JsonSchema } from "./json-schema";
import { changeIn, children } from "./json-schema";

interface Section {
  readonly path: string;
  readonly schema: JsonSchema;
  /** What a change of a key does that doesn't say so itself. */
  readonly change: Change | undefined;
}

const INTRODUCTION = `# The cluster file

<!-- Generated from the schema in src/description/schema and scripts/schema/sections.yaml by 'npm run schema'; edits are lost. -->

One file, \`clusters/<name>.yaml\`, describes one cluster. Only what has no default is needed:

\`\`\`yaml
# yaml-language-server: $schema=../cluster.schema.json
name: sandbox
region: eu-central-1
network:
  availabilityZones: [eu-central-1a, eu-central-1b, eu-central-1c]
\`\`\`

- The first line lets an editor with a YAML language server complete and check the rest. A strict validator, such as ajv, has to be
  told of one keyword of its own, \`patternErrorMessage\`.
- The same keys, with the same defaults, make a description in TypeScript.
- Unknown keys are errors. Numbers that are names, such as a Kubernetes version or an account, need quotes.
- "A change" says what changing a key does to a cluster that is there. [operations.md](operations.md#what-a-change-does) has the same by
  effect.
- Rules are errors before anything is written, each with its place in the file. This page lists those that concern several keys; what
  a single value may be is in its type and meaning.`;

/** What the page shows of an object beside its keys; see sections.yaml. */
export interface SectionNotes {
  readonly example?: string;
  readonly rules?: readonly { readonly says: string; readonly breaks?: string }[];
}

/** The reference page: contents, and a section for each object, in the order of the schema. */
export function pageOf(schema: JsonSchema, notes: Readonly<Record<string, SectionNotes>> = {}): string {
  const sections = sectionsOf(schema);
  const anchors = new Map(sections.map((section) => [shapeOf(section), anchor(heading(section.path))]));
  const texts = sections.map((section) => sectionText(section, anchors, notes[section.path] ?? {}));
  return `${[INTRODUCTION, "## Contents", contents(sections), ...texts].join("\n\n")}\n`;
}

/** Paths of the objects that have a section of their own. */
export function sectionPaths(schema: JsonSchema): string[] {
  return sectionsOf(schema).map(({ path }) => path);
}

/** A line for each object of the first two levels; what is below stands beside it. */
function contents(sections: readonly Section[]): string {
  const paths = sections.map(({ path }) => path);
  const link = (path: string, from: string) =>
    `[${path === "" ? heading(path) : `\`${path.slice(from.length)}\``}](#${anchor(heading(path))})`;
  const isBelow = (path: string, above: string) => path.startsWith(`${above}.`);
  const top = paths.filter((path) => !path.includes("."));
  const lines = top.flatMap((path) => {
    const second = paths.filter((other) => isBelow(other, path) && !other.slice(path.length + 1).includes("."));
    const deep = second.filter((other) => paths.some((third) => isBelow(third, other)));
    const flat = second.filter((other) => !deep.includes(other)).map((other) => link(other, `${path}.`));
    const beside = flat.length === 0 ? "" : `: ${flat.join(", ")}`;
    const nested = deep.map((other) => {
      const below = paths.filter((third) => isBelow(third, other)).map((third) => link(third, `${other}.`));
      return `  - ${link(other, `${path}.`)}: ${below.join(", ")}`;
    });
    return [`- ${link(path, "")}${beside}`, ...nested];
  });
  return lines.join("\n");
}

/** All objects with keys of their own, parents first. One that looks like an earlier one is not repeated. */
function sectionsOf(root: JsonSchema): Section[] {
  const seen = new Set<string>();
  const visit = (schema: JsonSchema, path: string, inherited?: Change): Section[] => {
    const section = { path, schema, change: changeIn(schema) ?? inherited };
    const shape = shapeOf(section);
    if (schema.properties && seen.has(shape)) return [];
    if (schema.properties) seen.add(shape);
    const own = schema.properties ? [section] : [];
    return [...own, ...children(schema).flatMap(([step, child]) => visit(child, join(path, step), section.change))];
  };
  return visit(root, "");
}

/** What makes two objects the same for a reader: all but the words about them as a whole. */
function shapeOf({ schema, change }: Pick<Section, "schema" | "change">): string {
  const { title: _title, description: _description, default: _default, change: _change, ...rest } = schema;
  return JSON.stringify([rest, change]);
}

function join(path: string, step: string): string {
  if (step === "[]") return `${path}[]`;
  return path === "" ? step : `${path}.${step}`;
}

function heading(path: string): string {
  return path === "" ? "Top level" : path;
}

/** The anchor that GitHub gives a heading. */
export function anchor(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replace(/\s/g, "-");
}

/** From so many values on, they are listed below the table and not in its cell. */
const LONG_LIST = 9;

interface Row {
  readonly key: string;
  readonly property: JsonSchema;
  readonly change: Change | undefined;
}

function sectionText(
  { path, schema, change }: Section,
  anchors: ReadonlyMap<string, string>,
  { example, rules = [] }: SectionNotes,
): string {
  const title = path === "" ? heading(path) : `\`${path}\``;
  const rows = Object.entries(schema.properties ?? {}).map(([key, child]): Row => {
    const property = child as JsonSchema;
    return { key, property, change: changeIn(property) ?? change };
  });
  const effects = new Set(rows.map(({ property, change: own }) => changeText(property, own)));
  const [common = ""] = effects.size === 1 && rows.length > 1 ? effects : [];
  const table = rows.map(({ key, property, change: own }) => {
    const preset = schema.required?.includes(key) ? "**needed**" : presetText(property);
    const first = [`\`${key}\``, typeText(property, anchors, own), preset].filter((part) => part !== "").join("<br>");
    const cells = [first, cell(property.description ?? ""), ...(common === "" ? [changeText(property, own)] : [])];
    return `| ${cells.join(" | ")} |`;
  });
  const header =
    common === "" ? "| key | meaning | a change |\n| --- | --- | --- |" : "| key | meaning |\n| --- | --- |";
  const lists = rows.flatMap(({ key, property }) => {
    const values = longList(property);
    return values ? [`Values of \`${key}\`: ${values.map(code).join(", ")}.`] : [];
  });
  return [
    `## ${title}`,
    schema.description ?? "",
    example === undefined ? "" : `\`\`\`yaml\n${example.trimEnd()}\n\`\`\``,
    [header, ...table].join("\n"),
    common === "" ? "" : `A change of any of them: ${common}.`,
    ...lists,
    rules.length === 0 ? "" : ["Rules:\n", ...rules.map(({ says }) => `- ${says}`)].join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The values of a key that are too many for a cell; those of a list's items, too. */
function longList({ enum: values, items }: JsonSchema): readonly unknown[] | undefined {
  if (values) return values.length < LONG_LIST ? undefined : values;
  return items && typeof items === "object" && !Array.isArray(items) ? longList(items as JsonSchema) : undefined;
}

/** Nothing for an object whose keys differ. */
function changeText(schema: JsonSchema, change: Change | undefined): string {
  if (change) return cell(describeChange(change));
  return schema.properties ? "see there" : "";
}

function presetText({ default: preset }: JsonSchema): string {
  return preset === undefined ? "" : `default ${code(preset)}`;
}

function code(value: unknown): string {
  const text = typeof value === "string" && !/^[\d.]*$/.test(value) ? value : JSON.stringify(value);
  return `\`${cell(text)}\``;
}

/** A bar would end the cell of a table. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

const NOUNS: Record<string, string> = {
  string: "string",
  number: "number",
  integer: "whole number",
  boolean: "boolean",
  object: "object",
  array: "list",
  null: "null",
};

function typeText(schema: JsonSchema, anchors: ReadonlyMap<string, string>, change: Change | undefined): string {
  const { enum: values, const: constant, anyOf, items, additionalProperties } = schema;
  if (constant !== undefined) return code(constant);
  if (values) return values.length < LONG_LIST ? values.map(code).join(", ") : `one of ${values.length}, below`;
  if (anyOf) return [...new Set(anyOf.map((branch) => typeText(branch as JsonSchema, anchors, change)))].join(" or ");
  if (schema.properties) {
    return `[object](#${anchors.get(shapeOf({ schema, change: changeIn(schema) ?? change })) ?? ""})`;
  }
  if (items && typeof items === "object" && !Array.isArray(items)) {
    return `list of ${typeText(items as JsonSchema, anchors, change)}${range(schema.minItems, schema.maxItems)}`;
  }
  if (additionalProperties && typeof additionalProperties === "object") {
    return `map to ${typeText(additionalProperties as JsonSchema, anchors, change)}`;
  }
  const types: readonly string[] = Array.isArray(schema.type) ? schema.type : schema.type ? [schema.type] : [];
  const nouns = types.map((type) => NOUNS[type] ?? type);
  return `${nouns.length === 0 ? "anything" : nouns.join(" or ")}${range(schema.minimum, schema.maximum)}`;
}

function range(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return `, ${least} to ${most}`;
  if (least !== undefined) return `, ${least} or more`;
  return most === undefined ? "" : `, up to ${most}`;
}
