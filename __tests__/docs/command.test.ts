import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../testing/command";

const PAGE = readFileSync(join(__dirname, "../../docs/command.md"), "utf8");

describe("docs/command.md", () => {
  it.each(["init", "check", "synth", "lock"])("has the help of %s as it is", async (command) => {
    const { stdout } = await runCommand(".", command, "--help");
    const [help = ""] = stdout.split("\nExit codes");
    expect(help).toContain("Usage: ");
    expect(PAGE).toContain(`\`\`\`\n${help.trim()}\n\`\`\``);
  });

  it("names each exit code of the help", async () => {
    const { stdout } = await runCommand(".", "--help");
    const codes = [...stdout.matchAll(/^ {2}(\d) {2}/gm)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(2);
    for (const code of codes) expect(PAGE).toMatch(new RegExp(`^\\| ${code} \\|`, "m"));
  });
});
