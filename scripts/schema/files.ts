import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { ClusterSchema } from "../../src/addons/cluster-file";
import { clusterKeys } from "../../src/description/changes";
import { changesTable, withTable } from "./changes";
import { editorSchema } from "./editor-schema";
import { jsonSchemaOf, withoutChanges } from "./json-schema";
import { pageOf, type SectionNotes, sectionPaths } from "./page";
import { typesOf } from "./types";

/** A file that follows from the schema; of docs/operations.md, a table does. */
export interface GeneratedFile {
  /** Relative to the project's folder. */
  readonly file: string;
  readonly content: string;
}

const TYPES = "src/description/cluster-description.ts";
const OPERATIONS = "docs/operations.md";

/**
 * What editors, TypeScript programs and readers know of the schema.
 *
 * @param root - the project's folder, whose formatter and settings are used
 */
export async function generatedFiles(root: string): Promise<GeneratedFile[]> {
  const schema: ReturnType<typeof jsonSchemaOf> = { ...jsonSchemaOf(ClusterSchema), title: "Description of a cluster" };
  const plain = withoutChanges(schema);
  const types = await typesOf(plain, "ClusterDescription");
  const operations = readFileSync(path.join(root, OPERATIONS), "utf8");
  return [
    { file: "cluster.schema.json", content: `${JSON.stringify(editorSchema(plain), null, 2)}\n` },
    { file: TYPES, content: formatted(types, root) },
    { file: "docs/cluster-file.md", content: pageOf(schema, readSectionNotes()) },
    { file: OPERATIONS, content: withTable(operations, changesTable(clusterKeys(ClusterSchema))) },
  ];
}

/** Paths of the objects of a cluster file, each of which has a section on the reference page. */
export function clusterSections(): string[] {
  return sectionPaths(jsonSchemaOf(ClusterSchema));
}

/** What sections.yaml says of each object. */
export function readSectionNotes(): Readonly<Record<string, SectionNotes>> {
  return parse(readFileSync(path.join(__dirname, "sections.yaml"), "utf8")) as Record<string, SectionNotes>;
}

function formatted(code: string, root: string): string {
  const biome = path.join(path.dirname(require.resolve("@biomejs/biome/package.json")), "bin", "biome");
  const options = { cwd: root, input: code, encoding: "utf8" } as const;
  return execFileSync(process.execPath, [biome, "format", `--stdin-file-path=${TYPES}`], options);
}
