import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Token } from "cdktf";
import { parse, stringify } from "yaml";
import { pick, type Random } from "../../testing/random";
import { changedText, changedValue } from "./changes";

/** What is put through the product once. */
export type Case =
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "settings"; readonly text: string }
  | { readonly kind: "code"; readonly value: unknown };

const PROJECT = join(__dirname, "../..");

/** Cluster files that are good. */
function clusterFiles(): string[] {
  return ["testing/sandbox/clusters", "examples/clusters"].flatMap((folder) =>
    readdirSync(join(PROJECT, folder))
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => readFileSync(join(PROJECT, folder, name), "utf8")),
  );
}

const FILES = clusterFiles();
const DESCRIPTIONS: readonly unknown[] = FILES.map((text) => parse(text));

const SETTINGS: readonly unknown[] = [
  { state: { backend: "local" } },
  { state: { backend: "s3", bucket: "acme-state", region: "eu-central-1", prefix: "a/b/", kmsKeyId: "alias/state" } },
  {
    state: { backend: "cloud", organization: "acme", project: "Platform team", hostname: "tfe.example.com" },
    clusterAuthentication: "exec",
  },
].map((context) => ({ language: "typescript", app: "node scripts/run.mjs main.ts", projectId: "fuzz", context }));

/** A case that looks random and is the same for the same numbers. */
export function randomCase(random: Random): Case {
  const choice = random();
  if (choice < 0.45)
    return { kind: "file", text: stringify(changedValue(pick(DESCRIPTIONS, random), DESCRIPTIONS, random)) };
  if (choice < 0.65) return { kind: "file", text: changedText(pick(FILES, random) ?? "", random) };
  if (choice < 0.75) return { kind: "settings", text: settingsText(random) };
  return {
    kind: "code",
    value: withProgramValues(changedValue(pick(DESCRIPTIONS, random), DESCRIPTIONS, random), random),
  };
}

function settingsText(random: Random): string {
  const text = JSON.stringify(changedValue(pick(SETTINGS, random), SETTINGS, random), null, 2) ?? "";
  return random() < 0.3 ? changedText(text, random) : text;
}

/** Values that only a program can have. */
const PROGRAM_VALUES: readonly ((around: unknown) => unknown)[] = [
  () => undefined,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => 10n,
  () => Symbol("s"),
  () => () => "a",
  () => new Date(0),
  () => new Map([["a", "b"]]),
  () => new Set(["a"]),
  () => /a/,
  () => Object.create(null),
  () => Token.asString({ a: 1 }),
  () => `x-${Token.asString({ a: 1 })}`,
  () => Token.asNumber({ a: 1 }),
  () => Token.asList({ a: 1 }),
  () => Token.asStringMap({ a: 1 }),
  () => Token.asAny({ a: 1 }),
  () => JSON.parse('{"__proto__":{"a":1}}'),
  () => new Array(3),
  (around) => around,
  () => Array.from({ length: 200 }).reduce<unknown>((inner) => ({ inner }), 1),
];

/** Now and then puts something into a description that no file could hold. */
function withProgramValues(value: unknown, random: Random): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const chosen = pick(entries, random);
  if (!chosen || random() < 0.3) return value;
  const [key, inner] = chosen;
  const next =
    random() < 0.5 ? withProgramValues(inner, random) : pick(PROGRAM_VALUES, random)?.(random() < 0.5 ? value : inner);
  Object.defineProperty(value, key, { value: next, configurable: true, enumerable: true, writable: true });
  return value;
}
