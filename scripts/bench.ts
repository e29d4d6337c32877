/**
 * Measures synthesis against the least that a program made with CDKTF takes, and prints a Markdown table.
 * docs/performance.md says how to read it.
 *
 *     npm run bench -- --runs 5 --large --peers
 *
 * `--large` adds 1,000 clusters; `--peers` installs the EKS Blueprints for AWS CDK into a temporary folder, and measures
 * them too.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { peers } from "./bench/peers";
import { ownSubjects, type Subject } from "./bench/subjects";

interface Run {
  readonly wall: number;
  /** Of the program and of all that it runs; other work on the machine hardly changes it. */
  readonly processor: number;
  /** Of the program alone, without programs that it runs. */
  readonly mebibytes: number | undefined;
}

/** Seconds, and what they are in proportion to the floor's in the same round: the median of each. */
interface Times {
  readonly least: number;
  readonly median: number;
  readonly ratio: number;
}

interface Row {
  readonly name: string;
  readonly wall: Times;
  readonly processor: Times;
  readonly mebibytes: number | undefined;
}

/** Runs its arguments, and writes down the processor's time for them. */
const TIMED = '"$@"; code=$?; times >"$BENCH_TIMES"; exit $code';

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    large: { type: "boolean", default: false },
    peers: { type: "boolean", default: false },
  },
});
const RUNS = Number(options.runs);
if (!Number.isInteger(RUNS) || RUNS < 1) throw new Error(`--runs is ${options.runs}; a number of runs is needed`);

function main(): void {
  const work = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const sizes = options.large ? [1, 10, 100, 1000] : [1, 10, 100];
    const subjects = [...ownSubjects(work, sizes), ...(options.peers ? peers(join(work, "peers")) : [])];
    // Once without counting: files are read from the disk, and the packages of tsx's cache are made.
    for (const subject of subjects) measure(subject);
    // In turns, so that a moment of load on the machine does not fall on one subject alone.
    const rounds = Array.from({ length: RUNS }, () => subjects.map(measure));
    console.log(table(subjects.map((subject, index) => row(subject, index, rounds))));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function measure({ name, command, folder, peak }: Subject): Run {
  const [peakFile, timesFile] = [join(folder, "peak"), join(folder, "times")];
  const { CDKTF_OUTDIR: _, ...env } = process.env;
  const before = process.hrtime.bigint();
  const { status, stderr } = spawnSync("sh", ["-c", TIMED, "sh", ...command], {
    cwd: folder,
    env: { ...env, BENCH_PEAK_FILE: peakFile, BENCH_TIMES: timesFile, CHECKPOINT_DISABLE: "1" },
    encoding: "utf8",
  });
  const wall = Number(process.hrtime.bigint() - before) / 1e9;
  if (status !== 0) throw new Error(`${name}: ${command.join(" ")} ended with ${status}\n${stderr}`);
  const mebibytes = peak ? Number(readFileSync(peakFile, "utf8")) / 1024 : undefined;
  return { wall, processor: processorSeconds(readFileSync(timesFile, "utf8")), mebibytes };
}

/** From what the shell's `times` prints: user and system time of the shell, and, below it, of what it ran (`0m1.25s 0m0.10s`). */
function processorSeconds(times: string): number {
  const ofChildren = times.trim().split("\n")[1] ?? "";
  const parts = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

function row({ name }: Subject, index: number, rounds: readonly (readonly Run[])[]): Row {
  const times = (read: (run: Run) => number): Times => {
    const pairs = rounds.flatMap((round) => {
      const [run, floor] = [round[index], round[0]];
      return run && floor ? [{ seconds: read(run), ratio: read(run) / read(floor) }] : [];
    });
    const seconds = pairs.map((pair) => pair.seconds);
    return { least: Math.min(...seconds), median: median(seconds), ratio: median(pairs.map(({ ratio }) => ratio)) };
  };
  const memory = rounds.flatMap((round) => round[index]?.mebibytes ?? []);
  return {
    name,
    wall: times((run) => run.wall),
    processor: times((run) => run.processor),
    mebibytes: memory.length > 0 ? median(memory) : undefined,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function table(rows: readonly Row[]): string {
  const cells = ({ least, median, ratio }: Times) =>
    `${least.toFixed(2)} s | ${median.toFixed(2)} s | ${ratio.toFixed(2)}`;
  const lines = rows.map(({ name, wall, processor, mebibytes }) => {
    const memory = mebibytes === undefined ? "" : `${Math.round(mebibytes)} MiB`;
    return `| ${name} | ${cells(wall)} | ${cells(processor)} | ${memory} |`;
  });
  const [model = ""] = cpus().map((cpu) => cpu.model.trim());
  return [
    `Node ${process.versions.node}, ${availableParallelism()} cores (${model}), ${RUNS} runs; load ${loadavg()[1]?.toFixed(1)}`,
    "",
    "| | wall: least | median | x floor | processor: least | median | x floor | peak memory |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...lines,
  ].join("\n");
}

main();
