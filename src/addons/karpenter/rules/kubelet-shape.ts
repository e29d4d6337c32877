import { error, type KeyPath, type Problem } from "../../../description/problem";
import { MAX_DURATION_SECONDS } from "../../../knowledge/duration";
import { didYouMean } from "../../../knowledge/suggestion";
import type { Shape } from "./kubelet-fields";

const INT32 = { min: -2_147_483_648, max: 2_147_483_647 };

/** Syntax of Go's `time.ParseDuration`. */
const GO_DURATION = /^[+-]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

const SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** Whether Go can read a text as a duration, and hold it: some 292 years are the most. */
export function isGoDuration(text: string): boolean {
  if (!GO_DURATION.test(text)) return false;
  const parts = [...text.matchAll(/([\d.]+)([a-zµμ]+)/g)];
  const seconds = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? ""] ?? 0), 0);
  return seconds <= MAX_DURATION_SECONDS;
}

const WANTED: Readonly<Record<string, string>> = {
  text: "a text is needed; put numbers, true and false in quotes",
  bool: "true or false is needed",
  int32: "a whole number is needed",
  int64: "a whole number is needed",
  number: "a number is needed",
  duration: "a duration is needed, such as 30s or 1h30m, of 2562047h at most",
};

/** Where a value differs from its shape. `null` is fine anywhere: Go takes it as left out. */
export function shapeProblems(value: unknown, shape: Shape, path: KeyPath): Problem[] {
  if (value === null || value === undefined || shape === "any") return [];
  if (typeof shape === "string") {
    return fits(value, shape) ? [] : [error(path, WANTED[shape] ?? "another kind of value is needed")];
  }
  if ("list" in shape) {
    if (!Array.isArray(value)) return [error(path, "a list is needed")];
    return value.flatMap((item, index) => shapeProblems(item, shape.list, [...path, index]));
  }
  if (typeof value !== "object" || Array.isArray(value)) return [error(path, "keys and values are needed")];
  return Object.entries(value).flatMap(([key, item]) => {
    const inner = "map" in shape ? shape.map : Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (inner !== undefined) return shapeProblems(item, inner, [...path, key]);
    return [unknownField(key, "fields" in shape ? Object.keys(shape.fields) : [], path)];
  });
}

function unknownField(key: string, known: readonly string[], path: KeyPath): Problem {
  const hint = didYouMean(key, known) || "; its fields are those of kubelet.config.k8s.io/v1beta1";
  return { ...error([...path, key], `the kubelet knows no field '${key}'${hint}`), at: "key" };
}

function fits(value: unknown, shape: Exclude<Shape, object>): boolean {
  switch (shape) {
    case "bool":
      return typeof value === "boolean";
    case "int32":
      return Number.isInteger(value) && Number(value) >= INT32.min && Number(value) <= INT32.max;
    case "int64":
      return Number.isInteger(value);
    case "number":
      return typeof value === "number";
    case "duration":
      return typeof value === "string" && isGoDuration(value);
    default:
      return typeof value === "string";
  }
}
