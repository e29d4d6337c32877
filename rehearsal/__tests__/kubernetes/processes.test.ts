import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { start } from "../../kubernetes/processes";

const folder = mkdtempSync(join(tmpdir(), "rehearsal-processes-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a guarded program", () => {
  it("tells its exit code, and has the given environment alone", async () => {
    const log = join(folder, "code.log");
    const program = start("code", "sh", ["-c", "echo $GIVEN$USER; exit 3"], { log, environment: { GIVEN: "yes" } });
    expect(await program.exited).toBe(3);
    expect(readFileSync(log, "utf8")).toBe("yes\n");
    expect(program.running()).toBe(false);
  });

  it("is asked to end, and may take its time", async () => {
    const log = join(folder, "stop.log");
    const script = "trap 'sleep 0.2; echo ended; exit 0' TERM; echo started; while :; do sleep 0.05; done";
    const program = start("stop", "sh", ["-c", script], { log });
    await expect.poll(() => readFileSync(log, "utf8")).toContain("started");
    await program.stop();
    expect(readFileSync(log, "utf8")).toContain("ended");
  });

  it("is ended at once by a kill", async () => {
    const log = join(folder, "kill.log");
    const program = start("kill", "sh", ["-c", "trap '' TERM; sleep 60"], { log });
    await program.kill();
    expect(await program.exited).toBe(137);
  });
});
