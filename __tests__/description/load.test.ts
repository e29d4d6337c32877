import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadClusterFiles } from "../../src/description/load";
import { itUnless } from "../../testing/skip";

let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "clusters-"));
  mkdirSync(join(base, "clusters"));
});

afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(base, "clusters", name), content);
}

function loadFrom(folder: string, from: string) {
  return loadClusterFiles(folder, from).map((read) => read());
}

function load() {
  return loadFrom("clusters", base);
}

/** `file: message` of all problems. */
function complaints(): string[] {
  return load().flatMap(({ origin, problems }) => problems.map(({ message }) => `${origin}: ${message}`));
}

describe("loadClusterFiles", () => {
  it("defaults: all YAML files of the folder, in byte order", () => {
    for (const name of ["b", "a", "B", "a-b", "a1"]) write(`${name}.yaml`, `name: ${name}\n`);
    write("README.md", "not a cluster");
    const sources = load();
    expect(sources.map(({ origin }) => origin)).toEqual([
      "clusters/B.yaml",
      "clusters/a-b.yaml",
      "clusters/a.yaml",
      "clusters/a1.yaml",
      "clusters/b.yaml",
    ]);
    expect(sources[2]?.value).toEqual({ name: "a" });
    expect(sources.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("warns of what looks like a cluster file and isn't read", () => {
    for (const name of ["a.yaml", ".b.yaml", "c.json", "README.md", ".a.yaml.swp"]) write(name, "name: a");
    for (const folder of ["empty", "team"]) mkdirSync(join(base, "clusters", folder));
    write("team/d.yml", "name: d");
    expect(load().map(({ origin, readable }) => [origin, readable])).toEqual([
      ["clusters/a.yaml", true],
      ["clusters/.b.yaml", false],
      ["clusters/c.json", false],
      ["clusters/team", false],
    ]);
    expect(complaints()).toEqual([
      "clusters/.b.yaml: a hidden file isn't read; take the dot from its name, or move it elsewhere",
      "clusters/c.json: a cluster file ends with .yaml, and this isn't read; rename it, JSON is YAML too",
      "clusters/team: files in folders below aren't read; move them up, or elsewhere",
    ]);
    rmSync(join(base, "clusters/a.yaml"));
    expect(complaints()).toEqual([
      "clusters: no cluster file is here (.b.yaml, c.json, team isn't one); add one, such as sandbox.yaml",
    ]);
  });

  it("takes absolute folders, and names files from the base", () => {
    write("a.yaml", "name: a");
    expect(loadFrom(join(base, "clusters"), base)[0]?.origin).toBe("clusters/a.yaml");
    expect(loadFrom("../clusters", join(base, "clusters"))[0]?.origin).toBe("a.yaml");
  });

  it("accepts a byte order mark", () => {
    write("a.yaml", "\uFEFFname: a");
    expect(load()[0]?.value).toEqual({ name: "a" });
    expect(complaints()).toEqual([]);
  });

  it("fails when there is no file, no folder or no folder of that kind", () => {
    expect(complaints()).toEqual(["clusters: no cluster file is here; add one, such as sandbox.yaml"]);
    expect(loadFrom("none", base)[0]?.problems[0]?.message).toMatch(/^there is no such folder; make it/);
    writeFileSync(join(base, "file"), "");
    expect(loadFrom("file", base)[0]?.problems[0]?.message).toMatch(/^this is not a folder; /);
  });

  it("fails when something else than a file has the name of one", () => {
    mkdirSync(join(base, "clusters", "folder.yaml"));
    symlinkSync("gone.yaml", join(base, "clusters", "link.yaml"));
    symlinkSync("loop.yaml", join(base, "clusters", "loop.yaml"));
    expect(complaints()).toEqual([
      "clusters/folder.yaml: this is a folder; a cluster is described in a file: rename or move it",
      "clusters/link.yaml: the file can't be found: probably a link to a file that is gone; mend or remove it",
      "clusters/loop.yaml: the file is a link that leads back to itself; mend or remove it",
    ]);
  });

  const root = process.getuid?.() === 0 ? "root may read every file" : undefined;
  itUnless(root, "fails when a file may not be read", () => {
    write("a.yaml", "name: a");
    chmodSync(join(base, "clusters", "a.yaml"), 0o000);
    expect(complaints()).toEqual([
      "clusters/a.yaml: the file may not be read; allow it (chmod u+r), or remove the file",
    ]);
  });

  it("fails when a file is not UTF-8, or too large", () => {
    write("a.yaml", new Uint8Array([0x6e, 0x61, 0x3a, 0x20, 0xff, 0xfe]));
    write("b.yaml", new Uint8Array(2_000_000));
    expect(complaints()).toEqual([
      "clusters/a.yaml: the file is not UTF-8; save it in that encoding",
      expect.stringMatching(/^clusters\/b.yaml: the file has 2000000 bytes; /),
    ]);
  });

  it("fails when a file isn't named after its cluster", () => {
    write("a.yaml", "name: b");
    write("c.yml", "name: c");
    write("d.yaml", "name: not_a_name");
    expect(complaints()).toEqual([
      'clusters/a.yaml: the cluster is named b, its file a.yaml; name the file b.yaml, or the cluster "a"',
      "clusters/c.yml: the cluster is named c, its file c.yml; name the file c.yaml",
    ]);
    expect(load()[0]?.problems[0]?.path).toEqual(["name"]);
  });

  it("fails when one file is broken, and still reads the others", () => {
    write("a.yaml", "name: [");
    write("b.yaml", "name: b");
    const [broken, sound] = load();
    expect(broken?.readable).toBe(false);
    expect(sound).toMatchObject({ readable: true, value: { name: "b" } });
  });
});
