import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { generatedFiles } from "../../../scripts/schema/files";

const root = path.resolve(__dirname, "../../..");

describe("generatedFiles", () => {
  it("fails when one of them is stale; 'npm run schema' writes them anew", async () => {
    const files = await generatedFiles(root);
    expect(files.map(({ file }) => file)).toEqual([
      "cluster.schema.json",
      "src/description/cluster-description.ts",
      "docs/cluster-file.md",
      "docs/operations.md",
    ]);
    const stale = files.filter(({ file, content }) => readFileSync(path.join(root, file), "utf8") !== content);
    expect(stale.map(({ file }) => file)).toEqual([]);
  });

  it("keeps what a change does out of what editors and programs read", async () => {
    const files = await generatedFiles(root);
    for (const { file, content } of files.slice(0, 2)) expect(content, file).not.toMatch(/in-place|"change"/);
    expect(files[0]?.content).toContain('"availabilityZones"');
  });
});
