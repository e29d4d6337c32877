import { z } from "zod";
import type { KeyPath } from "../problem";

/** What is left of a schema when defaults, optionality and transformations are taken off: the shape of the input. */
export function bare(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodNonOptional ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch
  ) {
    return bare(schema.def.innerType);
  }
  if (schema instanceof z.ZodPipe)
    return bare(schema.def.in instanceof z.ZodTransform ? schema.def.out : schema.def.in);
  if (schema instanceof z.ZodLazy) return bare(schema.def.getter());
  return schema;
}

/** The bare schemas that a value may follow: several for a union, else one. */
export function branches(schema: z.core.$ZodType): z.core.$ZodType[] {
  const inner = bare(schema);
  return inner instanceof z.ZodUnion ? inner.def.options.flatMap(branches) : [inner];
}

/** Whether the schema takes the value. */
export function accepts(schema: z.core.$ZodType, value: unknown): boolean {
  return z.safeParse(schema, value).success;
}

/** The schema of what is under a key, or nothing if no value can be there. */
function childSchema(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | undefined {
  for (const branch of branches(schema)) {
    if (branch instanceof z.ZodObject && typeof step === "string") {
      const child: z.core.$ZodType | undefined = Object.hasOwn(branch.shape, step) ? branch.shape[step] : undefined;
      if (child) return child;
    }
    if (branch instanceof z.ZodRecord && typeof step === "string") return branch.def.valueType;
    if (branch instanceof z.ZodArray && typeof step === "number") return branch.def.element;
  }
  return undefined;
}

/** The schema of the value at a path. */
export function schemaAt(root: z.core.$ZodType, path: KeyPath): z.core.$ZodType | undefined {
  return path.reduce<z.core.$ZodType | undefined>((schema, step) => schema && childSchema(schema, step), root);
}

const keysOf = new WeakMap<z.core.$ZodType, string[]>();

/** The keys that an object of this schema may have, in the order of the schema. */
export function knownKeys(schema: z.core.$ZodType): readonly string[] {
  const known =
    keysOf.get(schema) ??
    branches(schema).flatMap((branch) => (branch instanceof z.ZodObject ? Object.keys(branch.shape) : []));
  keysOf.set(schema, known);
  return known;
}

const homes = new WeakMap<z.core.$ZodType, ReadonlyMap<string, readonly string[]>>();

/** The paths of all objects below the schema that know the key; `[]` stands for the items of a list. */
export function homesOf(key: string, schema: z.core.$ZodType): readonly string[] {
  const known = homes.get(schema) ?? allHomes(schema);
  homes.set(schema, known);
  return known.get(key) ?? [];
}

function allHomes(root: z.core.$ZodType): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const visit = (schema: z.core.$ZodType, path: string): void => {
    for (const branch of branches(schema)) {
      if (branch instanceof z.ZodArray) visit(branch.def.element, `${path}[]`);
      if (!(branch instanceof z.ZodObject)) continue;
      for (const name of Object.keys(branch.shape)) found.set(name, [...(found.get(name) ?? []), path]);
      for (const [name, child] of Object.entries<z.core.$ZodType>(branch.shape)) {
        visit(child, path === "" ? name : `${path}.${name}`);
      }
    }
  };
  visit(root, "");
  return found;
}

/** The value at a path, or undefined. */
export function valueAt(root: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<string | number, unknown>)[step];
  }, root);
}
