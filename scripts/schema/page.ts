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

<!-- Generated from the schema in src/description/schema by 'npm run schema'; edits are lost. -->

One file, \`clusters/<name>.yaml\`, describes one cluster. Only what has no default is needed:

\`\`\`yaml
# yaml-language-server: $schema=../cluster.schema.json
name: sandbox
region: eu-central-1
network:
  availabilityZones: [eu-central-1a, eu-central-1b, eu-central-1c]
\`\`\`

The first line lets an editor with a YAML language server complete and check the rest; a strict validator, such as ajv, has to
be told of one keyword of its own, \`patternErrorMessage\`. The same keys, with the same
defaults, make a description in TypeScript. Unknown keys are errors. Numbers that are names, such as a Kubernetes version or an
account, need quotes.

The last column says what a change of a key does to a cluster that is there.`;

/** The reference page: a section for each object, in the order of the schema. */
export function pageOf(schema: JsonSchema): string {
  const sections = sectionsOf(schema);
  const anchors = new Map(sections.map((section) => [shapeOf(section), anchor(heading(section.path))]));
  return `${[INTRODUCTION, ...sections.map((section) => sectionText(section, anchors))].join("\n\n")}\n`;
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

function sectionText({ path, schema, change }: Section, anchors: ReadonlyMap<string, string>): string {
  const title = path === "" ? heading(path) : `\`${path}\``;
  const rows = Object.entries(schema.properties ?? {}).map(([key, child]) => {
    const property = child as JsonSchema;
    const preset = schema.required?.includes(key) ? "**needed**" : presetText(property);
    const own = changeIn(property) ?? change;
    const cells = [
      typeText(property, anchors, own),
      preset,
      cell(property.description ?? ""),
      changeText(property, own),
    ];
    return `| \`${key}\` | ${cells.join(" | ")} |`;
  });
  const table = ["| key | type | default | meaning | a change |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
  return [`## ${title}`, schema.description ?? "", table].filter((part) => part !== "").join("\n\n");
}

/** Nothing for an object whose keys differ. */
function changeText(schema: JsonSchema, change: Change | undefined): string {
  if (change) return cell(describeChange(change));
  return schema.properties ? "see there" : "";
}

function presetText({ default: preset }: JsonSchema): string {
  return preset === undefined ? "" : code(preset);
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
  if (values) return values.map(code).join(", ");
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
