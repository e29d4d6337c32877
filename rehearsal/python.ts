import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { run } from "./command";

const PLAYED_AWS = { name: "the played AWS", file: join(__dirname, "aws/requirements.txt") };
const CACHE = resolve(__dirname, "../.cache/rehearsal");
const OLDEST = [3, 11] as const;

/** A file with exact versions of packages, and what they are for. */
export interface Requirements {
  readonly name: string;
  readonly file: string;
}

export interface PythonOptions {
  /** @default - those of the played AWS */
  readonly requirements?: Requirements;
  readonly log: string;
  readonly signal?: AbortSignal;
  /** Gets one line at each step that takes a while. */
  readonly progress: (line: string) => void;
}

/**
 * A Python with the packages that are required, in a virtual environment that is made once, and anew when the
 * requirements change.
 *
 * @returns the path of its interpreter
 * @throws Error when there is no Python of the right version, or a package can't be had
 */
export async function findPython(wanted: PythonOptions): Promise<string> {
  const { requirements = PLAYED_AWS, log, signal, progress } = wanted;
  const hash = createHash("sha256").update(readFileSync(requirements.file)).digest("hex").slice(0, 12);
  const target = join(CACHE, `venv-${hash}`);
  const interpreter = join(target, "bin/python");
  if (existsSync(interpreter)) return interpreter;
  mkdirSync(dirname(target), { recursive: true });
  const options = { folder: CACHE, environment: process.env, log, signal };
  await requirePython(options);
  progress(`Python packages of ${requirements.name}: installing`);
  // pip writes its own place into scripts, but only the interpreter is used, and that finds its packages by where it is.
  const partial = `${target}.${process.pid}`;
  try {
    await run("python3", ["-m", "venv", partial], options);
    const install = ["-m", "pip", "install", "--quiet", "--requirement", requirements.file];
    await run(join(partial, "bin/python"), install, options);
    renameSync(partial, target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return interpreter;
}

async function requirePython(options: Parameters<typeof run>[2]): Promise<void> {
  const wanted = `Python ${OLDEST.join(".")} or newer as python3 on the PATH`;
  const script = "import sys; print(*sys.version_info[:2])";
  const { output } = await run("python3", ["-c", script], options).catch(() => {
    throw new Error(`no ${wanted}`);
  });
  const [major = 0, minor = 0] = output.trim().split(" ").map(Number);
  if (major !== OLDEST[0] || minor < OLDEST[1]) throw new Error(`no ${wanted}, only ${major}.${minor}`);
}
