import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { differences, readOutput } from "../../../scripts/cdktn/output";

describe("differences of what two libraries wrote", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "output-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const output = (name: string, files: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(files)) {
      const target = join(root, name, file);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    return readOutput(join(root, name));
  };
  const stack = (version: string, cidr: string) =>
    JSON.stringify({ "//": { metadata: { version } }, resource: { aws_vpc: { vpc: { cidr, version: "mine" } } } });

  it("are none where only the library's version and white space are others", () => {
    const one = output("one", {
      "manifest.json": '{"version":"1"}',
      "stacks/a/cdk.tf.json": stack("1", "10.0.0.0/16"),
    });
    const other = output("other", {
      "manifest.json": '{\n "version": "2" }',
      "stacks/a/cdk.tf.json": stack("2", "10.0.0.0/16"),
    });
    expect(differences(one, other)).toEqual([]);
    expect([...one.versions, ...other.versions]).toEqual(["1", "2"]);
  });

  it("are files that say something else, or are missing", () => {
    const one = output("one", {
      "a.json": stack("1", "10.0.0.0/16"),
      "b.json": "{}",
      "c.json": "{}",
      "chart.yaml": "a",
    });
    const other = output("other", { "a.json": stack("1", "10.1.0.0/16"), "c.json": "{}", "chart.yaml": "b" });
    expect(differences(one, other)).toEqual(["a.json", "b.json", "chart.yaml"]);
  });

  it("are also versions that are not the library's", () => {
    const one = output("one", { "a.json": stack("1", "10.0.0.0/16") });
    const other = output("other", { "a.json": stack("1", "10.0.0.0/16").replace("mine", "yours") });
    expect(differences(one, other)).toEqual(["a.json"]);
  });
});
