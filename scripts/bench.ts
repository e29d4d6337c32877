/**
 * Measures synthesis: wall time and peak memory for 1, 10 and 100 clusters, beside a program that only loads CDKTF and
 * writes an empty stack. Prints a Markdown table. docs/performance.md says how to read it.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const RUNS = 5;
const SIZES = [1, 10, 100];
const PROJECT = join(__dirname, "..");
const SANDBOX = join(PROJECT, "testing/sandbox");

interface Subject {
  readonly name: string;
  readonly program: string;
  /** Folder that the program runs in. */
  readonly folder: string;
}

interface Run {
  readonly seconds: number;
  readonly mebibytes: number;
}

function main(): void {
  const work = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const floor = { name: "floor: an empty stack", program: "scripts/bench/floor.ts", folder: project(work, 0) };
    const subjects = [floor, ...SIZES.map((size) => synthesis(size, project(work, size)))];
    // Once without counting: the first run compiles TypeScript into tsx's cache.
    for (const subject of subjects) measure(subject);
    // In turns, so that a moment of load on the machine does not fall on one subject alone.
    const rounds = Array.from({ length: RUNS }, () => subjects.map(measure));
    const rows = subjects.map((subject, index) => ({
      name: subject.name,
      seconds: median(rounds.map((round) => round[index]?.seconds ?? Number.NaN)),
      mebibytes: median(rounds.map((round) => round[index]?.mebibytes ?? Number.NaN)),
    }));
    console.log(table(rows));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function synthesis(size: number, folder: string): Subject {
  return { name: size === 1 ? "1 cluster" : `${size} clusters`, program: "testing/sandbox/main.ts", folder };
}

/** A project folder with this many clusters, each like the one in `testing/sandbox`. */
function project(work: string, size: number): string {
  const folder = join(work, String(size));
  mkdirSync(join(folder, "clusters"), { recursive: true });
  copyFileSync(join(SANDBOX, "cdktf.json"), join(folder, "cdktf.json"));
  const sandbox = readFileSync(join(SANDBOX, "clusters/sandbox.yaml"), "utf8");
  for (let number = 1; number <= size; number += 1) {
    const name = `bench-${String(number).padStart(3, "0")}`;
    writeFileSync(join(folder, "clusters", `${name}.yaml`), sandbox.replace(/^name: .*$/m, `name: ${name}`));
  }
  return folder;
}

function measure({ program, folder }: Subject): Run {
  const peakFile = join(folder, "peak");
  const loader = pathToFileURL(require.resolve("tsx")).href;
  const args = ["--import", loader, "--require", join(__dirname, "bench/report-peak.ts"), join(PROJECT, program)];
  const { CDKTF_OUTDIR: _, ...env } = process.env;
  const before = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: { ...env, BENCH_PEAK_FILE: peakFile },
    encoding: "utf8",
  });
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  if (status !== 0) throw new Error(`${program} ended with ${status}\n${stderr}`);
  return { seconds, mebibytes: Number(readFileSync(peakFile, "utf8")) / 1024 };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function table(rows: readonly (Run & { readonly name: string })[]): string {
  const floor = rows[0]?.seconds ?? Number.NaN;
  const lines = rows.map(
    ({ name, seconds, mebibytes }) =>
      `| ${name} | ${seconds.toFixed(2)} s | ${(seconds / floor).toFixed(2)} | ${Math.round(mebibytes)} MiB |`,
  );
  return [
    `Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()}), median of ${RUNS} runs`,
    "",
    "| synthesis of | wall time | times the floor | peak memory |",
    "| --- | ---: | ---: | ---: |",
    ...lines,
  ].join("\n");
}

main();
