import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OutputError, writeWhole } from "../../src/output/folder";

let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "output-"));
});

afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

/** Makes stacks with one file each. */
function make(...stacks: string[]): (staging: string) => void {
  return (staging) => {
    for (const stack of stacks) {
      mkdirSync(join(staging, "stacks", stack), { recursive: true });
      writeFileSync(join(staging, "stacks", stack, "cdk.tf.json"), "new");
    }
    writeFileSync(join(staging, "manifest.json"), "new");
  };
}

function files(): Record<string, string> {
  const entries = readdirSync(base, { withFileTypes: true, recursive: true });
  return Object.fromEntries(
    entries
      .map((entry): [string, string] => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(base.length + 1), entry.isFile() ? readFileSync(path, "utf8") : "(no file)"];
      })
      .sort(),
  );
}

describe("writeWhole", () => {
  it("defaults: writes what was made, and leaves nothing else behind", () => {
    writeWhole(join(base, "a/out"), make("x"));
    expect(Object.entries(files()).filter(([, content]) => content !== "(no file)")).toEqual([
      ["a/out/manifest.json", "new"],
      ["a/out/stacks/x/cdk.tf.json", "new"],
    ]);
  });

  it("replaces what it made in a folder beside the stacks, and leaves the rest: other stacks may use it", () => {
    for (const folder of ["charts/a-1.0.0", "charts/b-1.0.0", "mine"]) {
      mkdirSync(join(base, "out", folder), { recursive: true });
      writeFileSync(join(base, "out", folder, "file"), "old");
      writeFileSync(join(base, "out", folder, "gone"), "old");
    }
    writeWhole(join(base, "out"), (staging) => {
      make("x")(staging);
      mkdirSync(join(staging, "charts/a-1.0.0"), { recursive: true });
      writeFileSync(join(staging, "charts/a-1.0.0/file"), "new");
    });
    const beside = Object.entries(files()).filter(([path]) => /^out.(charts|mine).*(file|gone)$/.test(path));
    expect(beside).toEqual([
      ["out/charts/a-1.0.0/file", "new"],
      ["out/charts/b-1.0.0/file", "old"],
      ["out/charts/b-1.0.0/gone", "old"],
      ["out/mine/file", "old"],
      ["out/mine/gone", "old"],
    ]);
  });

  it("writes into the folder that a link leads to", () => {
    mkdirSync(join(base, "real"));
    symlinkSync("real", join(base, "out"));
    writeWhole(join(base, "out"), make("x"));
    expect(files()["real/manifest.json"]).toBe("new");
  });

  it("fails when making fails, and takes away the folders that it made", () => {
    const bug = new Error("a bug");
    expect(() =>
      writeWhole(join(base, "a/b/out"), () => {
        throw bug;
      }),
    ).toThrow(bug);
    expect(files()).toEqual({});
  });

  it("fails when one of several stacks can't be moved, and puts the others back", () => {
    const out = join(base, "out");
    writeWhole(out, make("a", "c"));
    writeFileSync(join(out, "stacks/a/cdk.tf.json"), "old");
    writeFileSync(join(out, "stacks/b"), "a file in the way");
    const before = files();
    expect(() => writeWhole(out, make("a", "b", "c", "d"))).toThrow(
      new OutputError(`${out}/stacks/b is in the way; move it away; nothing was changed`),
    );
    expect(files()).toEqual(before);
  });

  it.each<[string, () => string, RegExp]>([
    [
      "is a file",
      () => {
        writeFileSync(join(base, "out"), "");
        return "out";
      },
      /out is a file, and a folder is written there; /,
    ],
    [
      "is a link that leads nowhere",
      () => {
        symlinkSync("gone", join(base, "out"));
        return "out";
      },
      /out is a link that leads nowhere; /,
    ],
    [
      "lies below a file",
      () => {
        writeFileSync(join(base, "file"), "");
        return "file/out";
      },
      /lies below something that is no folder; /,
    ],
    ["has too long a name", () => "x".repeat(300), /has too long a name; /],
  ])("fails when the folder %s, with a sentence", (_, arrange, sentence) => {
    const out = join(base, arrange());
    const before = files();
    expect(() => writeWhole(out, make("x"))).toThrow(OutputError);
    expect(() => writeWhole(out, make("x"))).toThrow(sentence);
    expect(files()).toEqual(before);
  });

  it.each([
    ["EACCES", "may not be written; allow it, or choose another folder"],
    ["ENOSPC", "can't be written, for there is no space left; make room"],
    ["EIO", "can't be written (EIO); see to that"],
  ])("fails with a sentence when the system says %s", (code, sentence) => {
    const out = join(base, "out");
    const refuse = (staging: string) => {
      throw Object.assign(new Error(code), { code, syscall: "open", path: join(staging, "manifest.json") });
    };
    expect(() => writeWhole(out, refuse)).toThrow(new OutputError(`${out} ${sentence}; nothing was changed`));
    expect(files()).toEqual({});
  });

  it("takes away what a program that was killed has left, and not what a running one is making", () => {
    const dead = Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }));
    mkdirSync(join(base, `out/.synthesis-${dead}-x`), { recursive: true });
    mkdirSync(join(base, `out/.synthesis-${process.ppid}-x`));
    writeWhole(join(base, "out"), make("x"));
    expect(existsSync(join(base, `out/.synthesis-${dead}-x`))).toBe(false);
    expect(existsSync(join(base, `out/.synthesis-${process.ppid}-x`))).toBe(true);
  });

  it("ends by Ctrl-C only when nothing of it is left behind", async () => {
    const program = join(base, "program.ts");
    const source = join(__dirname, "../../src/output/folder");
    writeFileSync(
      program,
      `import { writeWhole } from ${JSON.stringify(source)};
       import { mkdirSync, writeFileSync } from "node:fs";
       try {
         writeWhole(${JSON.stringify(join(base, "out"))}, (staging) => {
           console.log("begun");
           const end = Date.now() + 500;
           while (Date.now() < end);
           throw new Error("interrupted here");
         });
       } catch {}
       setTimeout(() => {}, 60_000);`,
    );
    const child = spawn(process.execPath, ["--import", require.resolve("tsx"), program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.stdout.once("data", () => child.kill("SIGINT"));
    const code = await new Promise((resolve) => child.on("exit", resolve));
    expect(code).toBe(130);
    expect(existsSync(join(base, "out"))).toBe(false);
  }, 30_000);
});
