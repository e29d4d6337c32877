import { readFileSync } from "node:fs";
import { parse } from "../description/parse";
import { knownKeys } from "../description/parsing/shape";
import { error, type KeyPath, type Problem } from "../description/problem";
import { type Finding, findingOf, formatFinding, sortFindings } from "../description/report";
import { type Source, type SourceProblem, unreadableSource } from "../description/source";
import { yamlSource } from "../description/yaml";
import { suggest } from "../knowledge/suggestion";
import { SettingsSchema, schemaFor } from "./schema";

/** Settings that can't be used. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  /** What is wrong, sorted. */
  readonly findings: readonly Finding[];

  /** @internal */
  constructor(findings: readonly Finding[]) {
    const sorted = sortFindings(findings);
    super(sorted.map(formatFinding).join("\n"));
    this.findings = sorted;
  }
}

/**
 * Reads `context` of `cdktf.json`: the file itself, and not what CDKTF's CLI hands on, so that running `main.ts` alone
 * gives the same as `cdktf synth`.
 *
 * Keys of other programs are let through, unless they look like a setting that was misspelt or put in the wrong place.
 *
 * @throws SettingsError that lists what is wrong, by line and column
 */
export function readContext(file: string): Record<string, unknown> {
  const source = jsonSource(file);
  // What a cluster file would have to hold is of no interest here.
  const ofFile = source.readable && !isRecord(source.value) ? [] : source.problems;
  const problems = [...ofFile, ...(source.readable ? problemsOf(source) : [])];
  if (problems.length > 0) throw new SettingsError(problems.map((problem) => findingOf(source, problem)));
  const context = isRecord(source.value) ? source.value.context : undefined;
  return isRecord(context) ? context : {};
}

function problemsOf({ value, text }: Source): Problem[] {
  if (!isRecord(value))
    return [error([], "this is no configuration of CDKTF; an object with language and app is needed")];
  const { context = {}, ...rest } = value;
  const misplaced = Object.keys(rest).flatMap((key) => misplacedKey(key, rest[key]));
  if (!isRecord(context)) {
    return [...misplaced, error(["context"], "an object is needed, with the settings of the project in it")];
  }
  const settings = Object.entries(context).filter(([key, inner]) => isSetting(key) || settingMeant(key, inner));
  const given: Record<string, unknown> = Object.fromEntries(settings);
  const { problems } = parse(schemaFor(given.state), given, { text: (path) => text(["context", ...path]) });
  return [...misplaced, ...problems.map((problem) => within("context", problem))];
}

/** A key beside `context` that belongs in it, or that was to be `context` itself. */
function misplacedKey(key: string, value: unknown): Problem[] {
  const advice = misplacedAdvice(key, value);
  return advice === undefined ? [] : [{ ...error([key], advice), at: "key" }];
}

function misplacedAdvice(key: string, value: unknown): string | undefined {
  const place = "settings of the project are under context";
  const name = isSetting(key) ? key : settingMeant(key, value);
  if (name) return `${place}; move it there${name === key ? "" : ` as ${name}`}`;
  if (key === "backend") return `${place}; move it into state there`;
  const holdsSettings = isRecord(value) && Object.keys(value).some(isSetting);
  if (suggest(key, ["context"]) && (holdsSettings || key.toLowerCase().startsWith("context"))) {
    return "unknown key; did you mean context?";
  }
  return isRecord(value) && (isStateSetting(value.state) || "clusterAuthentication" in value)
    ? `${place}; move what is in here there`
    : undefined;
}

const SETTINGS = knownKeys(SettingsSchema);

function isSetting(key: string): boolean {
  return SETTINGS.includes(key);
}

/**
 * The setting that was meant by a key, if it is near enough. Short names are near to many others, so there the value has
 * to look like that of the setting, too.
 */
function settingMeant(key: string, value: unknown): string | undefined {
  const meant = suggest(key, SETTINGS);
  return meant === "state" && key.toLowerCase() !== "state" && !isStateSetting(value) ? undefined : meant;
}

function isStateSetting(value: unknown): boolean {
  return isRecord(value) && "backend" in value;
}

function within(key: string, problem: Problem): Problem {
  const inside = (path: KeyPath): KeyPath => [key, ...path];
  return { ...problem, path: inside(problem.path) };
}

/** A JSON file with the positions of what is in it: JSON is YAML, too. */
function jsonSource(file: string): Source {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    const missing = "there is no such file; run this from the folder of the project";
    return unreadableSource(file, [error([], code === "ENOENT" ? missing : `the file can't be read (${code})`)]);
  }
  try {
    const value: unknown = JSON.parse(content);
    const { problems, broken, locate, text } = yamlSource(file, content);
    return { origin: file, readable: true, value, problems, broken, locate, text };
  } catch (cause) {
    return unreadableSource(file, [syntaxProblem(cause, content)]);
  }
}

function syntaxProblem(cause: unknown, content: string): SourceProblem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const offset = /at position (\d+)/.exec(reason)?.[1];
  const before = content.slice(0, offset === undefined ? content.length : Number(offset)).split("\n");
  const what = reason.replace(/,? ?(in JSON )?at position.*$/, "").replace(/,? "[\s\S]*" is not valid JSON$/, "");
  return {
    ...error([], `broken JSON: ${what}; correct the syntax here or just above`),
    position: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
