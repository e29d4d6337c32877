import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { runCommand } from "../../testing/command";
import { Project } from "../../testing/project";

const PACKAGE = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8"));
const COMMANDS = ["init", "check", "synth", "lock"];

const projects: Project[] = [];

afterEach(() => {
  for (const made of projects.splice(0)) made.remove();
});

describe("eks-addons", () => {
  it.each([[], ...COMMANDS.map((command) => [command])])("tells its exit codes and version: %s", async (...command) => {
    const help = await runCommand(".", ...command, "--help");
    expect(help).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining("Exit codes:\n  0  done") });
    expect(await runCommand(".", ...command, "--version")).toEqual({
      exitCode: 0,
      stdout: `${PACKAGE.version}\n`,
      stderr: "",
    });
  });

  it("lists its commands", async () => {
    const { stdout } = await runCommand(".", "--help");
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
  });

  it.each([
    [["chekc"], "error: unknown command 'chekc'\n(Did you mean check?)"],
    [["check", "--jsno"], "error: unknown option '--jsno'\n(Did you mean --json?)"],
    [["synth", "a;b"], "error: no cluster is named a;b; name clusters, or none for all"],
    [["init", "--name"], "error: option '--name <name>' argument missing"],
    [[], "Usage: eks-addons"],
  ])("fails with 2 when called with %j", async (args, message) => {
    const { exitCode, stdout, stderr } = await runCommand(".", ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("eks-addons synth", () => {
  it("runs the program of cdktf.json, and ends as that does", async () => {
    const one = new Project({ "cdktf.json": JSON.stringify({ app: "exit 3" }) });
    projects.push(one);
    expect((await runCommand(one.folder, "synth")).exitCode).toBe(3);
    one.write({ "cdktf.json": JSON.stringify({ app: "echo x > made" }) });
    expect((await runCommand(one.folder, "synth")).exitCode).toBe(0);
    expect(one.files().made).toMatch(/^x\s+$/);
    one.write({ "cdktf.json": JSON.stringify({ app: "node given.js" }) });
    one.write({ "given.js": 'require("node:fs").writeFileSync("made", process.argv.slice(2).join())' });
    await runCommand(one.folder, "synth", "a", "b-c");
    expect(one.files().made).toBe("a,b-c");
  });

  it("fails with 2 where no program is named", async () => {
    const one = new Project({});
    projects.push(one);
    const fails = async (message: string) =>
      expect(await runCommand(one.folder, "synth")).toEqual({ exitCode: 2, stdout: "", stderr: `error: ${message}` });
    for (const config of ["{}", "[]", '{ "app": " " }']) {
      one.write({ "cdktf.json": config });
      await fails("cdktf.json names no program under app; write the command there that runs it");
    }
    one.write({ "cdktf.json": "{" });
    await fails("cdktf.json is broken JSON; 'eks-addons check' tells where");
    rmSync(join(one.folder, "cdktf.json"));
    await fails("there is no cdktf.json; run this in the folder of a project");
  });
});
