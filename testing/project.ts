import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { App } from "cdktf";
import { vi } from "vitest";
import { addClusterFiles, main, type SynthesizeOptions } from "../src";

/** What running `main.ts` in a project came to. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of `stderr` that are no warnings. */
  readonly errors: readonly string[];
}

/** A project in a folder of its own, as somebody who uses this one would have it. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "project-"));

  constructor(files: Readonly<Record<string, string>>, context: Record<string, unknown> = {}) {
    this.write({ "cdktf.json": JSON.stringify({ context }), ...files });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), content);
    }
  }

  /** Does what `main.ts` does, from the project's folder. */
  synthesize(
    build: (app: App) => void = (app) => void addClusterFiles(app, "clusters"),
    options: SynthesizeOptions = {},
  ): Outcome {
    const [stdout, stderr]: [string[], string[]] = [[], []];
    const spies = [
      vi.spyOn(console, "log").mockImplementation((text) => void stdout.push(String(text))),
      vi.spyOn(console, "error").mockImplementation((text) => void stderr.push(String(text))),
    ];
    const [from, before] = [process.cwd(), process.exitCode];
    process.exitCode = undefined;
    process.chdir(this.folder);
    try {
      main(build, options);
      const text = stderr.join("\n");
      const errors = text.split("\n").filter((line) => line !== "" && !line.includes("  warning: "));
      return { exitCode: Number(process.exitCode ?? 0), stdout: stdout.join("\n"), stderr: text, errors };
    } finally {
      process.chdir(from);
      process.exitCode = before;
      for (const spy of spies) spy.mockRestore();
    }
  }

  /** Every file and folder below the project's, or below `folder`: path → content. */
  files(folder = "."): Record<string, string> {
    const entries = readdirSync(join(this.folder, folder), { withFileTypes: true, recursive: true });
    return Object.fromEntries(
      entries
        .map((entry): [string, string] => {
          const path = join(entry.parentPath, entry.name);
          return [path.slice(this.folder.length + 1), entry.isDirectory() ? "(folder)" : readFileSync(path, "utf8")];
        })
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A cluster file; `more` is YAML at the top level. */
export function clusterYaml(name: string, more = ""): string {
  return `name: ${name}\nregion: eu-central-1\nnetwork:\n  availabilityZones: [eu-central-1a, eu-central-1b]\n${more}`;
}
