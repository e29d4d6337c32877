import { z } from "zod";
import { PathSet } from "../path-set";
import type { KeyPath } from "../problem";
import { Draft } from "./draft";
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
  const seen = new PathSet();
  const note = (path: KeyPath) => {
    broken.push(path);
    seen.add(path);
  };
  const draft = new Draft(input);
  for (const fault of faults.toSorted((a, b) => a.path.length - b.path.length)) {
    if (seen.covers(fault.path)) continue;
    if (fault.kind === "unknownKey" || fault.kind === "key") {
      draft.remove(fault.path);
      note(fault.path);
      const meant = fault.kind === "unknownKey" ? meantKey(fault.path, schema) : undefined;
      if (meant) note(meant);
      continue;
    }
    const repaired = repair(draft, fault.path, schema, broken.length);
    if (!repaired) return undefined;
    note(repaired);
  }
  return { value: draft.value, broken };
}

/** Mends what is at a path, or as little above it as can be mended; gives the path of what was mended. */
function repair(draft: Draft, path: KeyPath, schema: z.core.$ZodType, serial: number): KeyPath | undefined {
  if (path.length === 0) return undefined;
  const parent = path.slice(0, -1);
  const own = schemaAt(schema, path);
  const isItem = Array.isArray(valueAt(draft.value, parent));
  const present = valueAt(draft.value, path) !== undefined;
  if (own && present && !isItem && (accepts(own, undefined) || isRecord(schemaAt(schema, parent)))) {
    draft.remove(path);
    return path;
  }
  const standIn = own && (present || !accepts(own, undefined)) ? placeholder(own, serial) : undefined;
  if (standIn === undefined) return repair(draft, parent, schema, serial);
  draft.put(path, standIn);
  return path;
}

function isRecord(schema: z.core.$ZodType | undefined): boolean {
  return schema !== undefined && branches(schema).some((branch) => branch instanceof z.ZodRecord);
}

/**
 * A value that the schema takes, or undefined if none comes to mind.
 *
 * Serial numbers keep stand-ins apart, so that no rule sees two things of the same name.
 */
function placeholder(schema: z.core.$ZodType, serial: number): unknown {
  for (const branch of branches(schema)) {
    const found = candidates(branch, serial).find((candidate) => accepts(schema, candidate));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Begins every name that nobody wrote. No message may show one. */
export const STAND_IN = "stand-in-for-nothing-";

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
  return [`${STAND_IN}${serial}`, "eu-central-1", zone, false, 1, {}];
}
