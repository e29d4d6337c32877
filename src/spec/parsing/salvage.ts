import { z } from "zod";
import type { KeyPath } from "../problem";
import type { Fault } from "./fault";
import { meantKey } from "./message";
import { accepts, branches, schemaAt, valueAt } from "./shape";

/** A description with everything faulty taken out or stood in for. */
export interface Salvaged {
  readonly value: unknown;
  /** Where it no longer says what was written. */
  readonly broken: readonly KeyPath[];
}

/**
 * Takes out what is faulty, so that defaults fill the gaps and the rest can still be checked.
 *
 * Where a value can't be missing, something well-formed stands in for it; where nothing can, its parent goes as a whole.
 * Items of lists keep their place. Gives nothing if that leads up to the root.
 */
export function salvage(input: unknown, faults: readonly Fault[], schema: z.core.$ZodType): Salvaged | undefined {
  const broken: KeyPath[] = [];
  let value = input;
  for (const fault of faults.toSorted((a, b) => a.path.length - b.path.length)) {
    if (broken.some((path) => isWithin(fault.path, path))) continue;
    if (fault.kind === "unknownKey" || fault.kind === "key") {
      value = without(value, fault.path);
      broken.push(fault.path);
      const meant = fault.kind === "unknownKey" ? meantKey(fault.path, schema) : undefined;
      if (meant) broken.push(meant);
      continue;
    }
    const repaired = repair(value, fault.path, schema, broken.length);
    if (!repaired) return undefined;
    value = repaired.value;
    broken.push(repaired.path);
  }
  return { value, broken };
}

/** Whether `path` is `container` or lies in it. */
export function isWithin(path: KeyPath, container: KeyPath): boolean {
  return container.length <= path.length && container.every((key, index) => key === path[index]);
}

function repair(
  value: unknown,
  path: KeyPath,
  schema: z.core.$ZodType,
  serial: number,
): { value: unknown; path: KeyPath } | undefined {
  if (path.length === 0) return undefined;
  const parent = path.slice(0, -1);
  const own = schemaAt(schema, path);
  const isItem = Array.isArray(valueAt(value, parent));
  const present = valueAt(value, path) !== undefined;
  if (own && present && !isItem && (accepts(own, undefined) || isRecord(schemaAt(schema, parent)))) {
    return { value: without(value, path), path };
  }
  const standIn = own && (present || !accepts(own, undefined)) ? placeholder(own, serial) : undefined;
  return standIn === undefined ? repair(value, parent, schema, serial) : { value: put(value, path, standIn), path };
}

function isRecord(schema: z.core.$ZodType | undefined): boolean {
  return schema !== undefined && branches(schema).some((branch) => branch instanceof z.ZodRecord);
}

/**
 * A value that the schema takes, or undefined if none comes to mind.
 *
 * Serial numbers keep stand-ins apart, so that no rule sees two things of the same name.
 */
export function placeholder(schema: z.core.$ZodType, serial: number): unknown {
  for (const branch of branches(schema)) {
    const found = candidates(branch, serial).find((candidate) => accepts(schema, candidate));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Zones are told apart by a letter from a to f. */
const ZONE_LETTERS = 6;

function candidates(schema: z.core.$ZodType, serial: number): unknown[] {
  if (schema instanceof z.ZodObject) {
    const required = Object.entries(schema.shape).filter(
      ([, child]: [string, z.core.$ZodType]) => !accepts(child, undefined),
    );
    return [Object.fromEntries(required.map(([key, child]) => [key, placeholder(child, serial)]))];
  }
  if (schema instanceof z.ZodArray) {
    return [0, 1, 2].map((length) =>
      Array.from({ length }, (_, index) => placeholder(schema.def.element, serial + index)),
    );
  }
  if (schema instanceof z.ZodLiteral) return [...schema.values];
  if (schema instanceof z.ZodEnum) return schema.options;
  const zone = `eu-central-1${"abcdef"[serial % ZONE_LETTERS]}`;
  return [`stand-in-${serial}`, "eu-central-1", zone, false, 1, {}];
}

function without(value: unknown, path: KeyPath): unknown {
  const [step, ...rest] = path;
  if (step === undefined || value === null || typeof value !== "object") return value;
  if (rest.length > 0) return put(value, [step], without(valueAt(value, [step]), rest));
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== String(step)));
}

function put(value: unknown, path: KeyPath, replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  const inner = put(valueAt(value, [step]), rest, replacement);
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? inner : item));
  return { ...(value !== null && typeof value === "object" ? value : {}), [step]: inner };
}
