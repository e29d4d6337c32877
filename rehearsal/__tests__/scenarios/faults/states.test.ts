import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { forgetUnfinished, restoreState } from "../../../scenarios/faults/states";

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

describe("forgetUnfinished", () => {
  const resource = (name: string) => ({ type: "terraform_data", name });
  const state = { version: 4, resources: [resource("applied_a"), resource("applied_b"), resource("c")] };
  const names = () => JSON.parse(readFileSync(file, "utf8")).resources.map(({ name }: { name: string }) => name);
  const said = (name: string, ...what: string[]) => what.map((one) => `terraform_data.${name}: ${one}\n`).join("");

  it("defaults: what was made stays", () => {
    writeFileSync(file, JSON.stringify(state));
    expect(forgetUnfinished(file, said("applied_a", "Creating...", "Creation complete after 1s"))).toEqual([]);
    expect(names()).toEqual(["applied_a", "applied_b", "c"]);
  });

  it("takes out what was being made, and nothing that doesn't stand for a release", () => {
    writeFileSync(file, JSON.stringify(state));
    expect(forgetUnfinished(file, said("applied_b", "Creating...") + said("c", "Creating..."))).toEqual(["applied_b"]);
    expect(names()).toEqual(["applied_a", "c"]);
  });

  it("makes nothing of a state that isn't there", () => {
    expect(forgetUnfinished(file, said("applied_a", "Creating..."))).toEqual([]);
  });
});
