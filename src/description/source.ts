import { isToken } from "../terraform/token";
import { plainData } from "./plain-data";
import type { KeyPath, Problem } from "./problem";

/** A place in a file. Line and column count from 1, the column in UTF-16 code units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A problem of a text rather than of a value: it may have a place that no key path leads to. */
export interface SourceProblem extends Problem {
  /** @default - where the source locates the path */
  readonly position?: Position;
}

/** One description as it was written: in a file, or in code. */
export interface Source {
  /** How problems name it: `clusters/sandbox.yaml`, or `cluster "sandbox"`. */
  readonly origin: string;
  /** Whether there is a value to check. If not, `problems` says why. */
  readonly readable: boolean;
  /** What was written, as plain data and unchecked. */
  readonly value: unknown;
  /** What is wrong with the text, or with the file that it is in. */
  readonly problems: readonly SourceProblem[];
  /** Values that those problems make doubtful. Whatever else is found about them isn't worth reporting. */
  readonly broken: readonly KeyPath[];
  /** Where the key or the value is; for one that is missing, its closest parent. Nothing for a description in code. */
  locate(path: KeyPath, at: "key" | "value"): Position | undefined;
  /** A single value as it was written: `1.30` for what is read as the number 1.3. */
  text(path: KeyPath): string | undefined;
}

/** Reads a source when it is its turn: of very many with very many mistakes, the first are enough. */
export type SourceReader = () => Source;

/** A source that can't be read at all. */
export function unreadableSource(origin: string, problems: readonly SourceProblem[]): Source {
  return {
    origin,
    readable: false,
    value: undefined,
    problems,
    broken: [],
    locate: () => undefined,
    text: () => undefined,
  };
}

/** A description written in TypeScript. Problems name the cluster, for there is no file to point at. */
export function codeSource(value: unknown): Source {
  const { data, problems } = plainData(value);
  const name = data !== null && typeof data === "object" && "name" in data ? data.name : undefined;
  return {
    origin: typeof name === "string" && !isToken(name) ? `cluster ${JSON.stringify(name)}` : "cluster without a name",
    readable: true,
    value: data,
    problems,
    broken: problems.map(({ path }) => path),
    locate: () => undefined,
    text: () => undefined,
  };
}
