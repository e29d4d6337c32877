import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { restoreState } from "../../../scenarios/faults/states";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "states-"));
  file = join(folder, "terraform.tfstate");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("restoreState", () => {
  it("defaults: a whole state stays", () => {
    writeFileSync(file, '{"serial":2}');
    writeFileSync(`${file}.backup`, '{"serial":1}');
    expect(restoreState(file)).toBe(false);
    expect(readFileSync(file, "utf8")).toBe('{"serial":2}');
  });

  it.each(["", '{"serial":'])("takes the backup for %j", (cut) => {
    writeFileSync(file, cut);
    writeFileSync(`${file}.backup`, '{"serial":1}');
    expect(restoreState(file)).toBe(true);
    expect(readFileSync(file, "utf8")).toBe('{"serial":1}');
  });

  it("makes nothing where there is no backup, or no state yet", () => {
    expect(restoreState(file)).toBe(false);
    writeFileSync(file, "");
    expect(restoreState(file)).toBe(false);
  });
});
