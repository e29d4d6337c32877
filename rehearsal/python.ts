import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { run } from "./command";

const REQUIREMENTS = join(__dirname, "aws/requirements.txt");
const CACHE = resolve(__dirname, "../.cache/rehearsal");
const OLDEST = [3, 11] as const;

export interface PythonOptions {
  readonly log: string;
  readonly signal?: AbortSignal;
  /** Gets one line at each step that takes a while. */
  readonly progress: (line: string) => void;
}

/**
 * A Python with what the played AWS needs, in a virtual environment that is made once and anew when the requirements
 * change.
 *
 * @returns the path of its interpreter
 * @throws Error when there is no Python of the right version, or a package can't be had
 */
export async function findPython({ log, signal, progress }: PythonOptions): Promise<string> {
  const hash = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 12);
  const target = join(CACHE, `venv-${hash}`);
  const interpreter = join(target, "bin/python");
  if (existsSync(interpreter)) return interpreter;
  mkdirSync(dirname(target), { recursive: true });
  const options = { folder: CACHE, environment: process.env, log, signal };
  await requirePython(options);
  progress("Python packages of the played AWS: installing");
  // pip writes its own place into scripts, but only the interpreter is used, and that finds its packages by where it is.
  const partial = `${target}.${process.pid}`;
  try {
    await run("python3", ["-m", "venv", partial], options);
    await run(join(partial, "bin/python"), ["-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS], options);
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
