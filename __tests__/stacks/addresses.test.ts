import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addClusterFiles } from "../../src";
import { parseStacks, stackAddresses, withApp } from "../../testing/stacks";

const PROJECT = join(__dirname, "../..");
const FILE = join(PROJECT, "__tests__/golden/sandbox-addresses.txt");

const HINT = `An address that changes destroys and recreates what it names, in every cluster that stands. If the change
is meant, add a \`moved\` block for each resource that is only renamed, and write the list anew with
UPDATE_GOLDEN=1 npx vitest run __tests__/stacks/addresses.test.ts`;

/** All addresses of both stacks, with the stack's name before each. */
function sandboxAddresses(): string[] {
  return withApp({}, (app) => {
    const [sandbox] = addClusterFiles(app, join(PROJECT, "testing/sandbox/clusters"));
    if (!sandbox) throw new Error("testing/sandbox/clusters holds no cluster");
    const { cluster, addons } = parseStacks(sandbox);
    return [
      ...stackAddresses(cluster).map((address) => `sandbox  ${address}`),
      ...stackAddresses(addons).map((address) => `sandbox-addons  ${address}`),
    ];
  });
}

describe("Terraform addresses of the sandbox", () => {
  it("are those of the golden list", () => {
    const found = sandboxAddresses();
    expect(found.length).toBeGreaterThan(60);
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(FILE, `${found.join("\n")}\n`);
    expect(found, HINT).toEqual(readFileSync(FILE, "utf8").trimEnd().split("\n"));
  });
});
