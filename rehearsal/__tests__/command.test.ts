import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "../command";

const folder = mkdtempSync(join(tmpdir(), "command-"));
const options = { folder, environment: process.env, log: join(folder, "log") };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("run", () => {
  it("defaults: the output and the code, and all of it in the log", async () => {
    expect(await run("sh", ["-c", "echo out; echo err >&2"], options)).toEqual({ code: 0, output: "out\n" });
    expect(readFileSync(options.log, "utf8")).toMatch(
      /\$ sh -c .*\n(out\nerr|err\nout)\n# sh -c .*: 0 after \d+\.\d s\n/,
    );
  });

  it("takes other codes where they are no failure", async () => {
    expect(await run("sh", ["-c", "exit 2"], { ...options, good: [0, 2] })).toMatchObject({ code: 2 });
  });

  it("ends the command, and what it has started, when it is told to", async () => {
    const controller = new AbortController();
    const slow = 'trap "sleep 0.3; echo late > late; exit" INT; touch ready; while :; do sleep 0.05; done';
    const script = `require("child_process").spawn("sh", ["-c", process.argv[1]], { stdio: "ignore" })`;
    const running = run(process.execPath, ["-e", script, slow], { ...options, signal: controller.signal });
    const ready = setInterval(() => existsSync(join(folder, "ready")) && controller.abort(), 50);
    await expect(running).rejects.toThrow("ended with");
    clearInterval(ready);
    expect(readFileSync(join(folder, "late"), "utf8")).toBe("late\n");
  });

  it("fails when the command does, with the lines from the error on, without colours", async () => {
    const script = "echo before; printf '\\033[31mError: no such thing\\033[0m\\n'; echo after; exit 3";
    await expect(run("sh", ["-c", script], options)).rejects.toThrow(/ended with 3.*\nError: no such thing\nafter$/);
  });

  it("fails when there is no such command", async () => {
    await expect(run("no-such-command", [], options)).rejects.toThrow("ENOENT");
  });
});
