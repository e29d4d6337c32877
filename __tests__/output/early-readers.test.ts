import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { Project } from "../../testing/project";

const REPOSITORY = join(__dirname, "../..");
const projects: Project[] = [];

afterEach(() => {
  for (const made of projects.splice(0)) made.remove();
});

describe("a reader that stops early", () => {
  it.each([
    ["the command", "src/cli/main.ts --help"],
    ["a program", "testing/sandbox/main.ts"],
  ])("is no error of %s", (_what, args) => {
    const one = new Project({});
    projects.push(one);
    const command = `"${process.execPath}" --import "${require.resolve("tsx")}" "${REPOSITORY}"/${args}`;
    const { stdout, stderr } = spawnSync("bash", ["-c", `${command} | true; echo "\${PIPESTATUS[0]}"`], {
      cwd: join(REPOSITORY, "testing/sandbox"),
      env: { ...process.env, CDKTF_OUTDIR: one.folder },
      encoding: "utf8",
    });
    expect({ stdout, stderr }).toEqual({ stdout: "0\n", stderr: "" });
  });
});
