import { z } from "zod";
import type { Change } from "./schema/change";

/** A key of the cluster file, and what a change of it does to a cluster that is there. */
export interface ClusterKey {
  /** `karpenter.nodePools[].limits`: `[]` stands for each item of a list, `*` for each key of a map. */
  readonly path: string;
  /** Nothing where the schema doesn't say. */
  readonly change?: Change;
}

/** Every key of a schema of cluster files, objects and lists before what is in them. */
export function clusterKeys(schema: z.ZodType): ClusterKey[] {
  const below = (place: Place, path: string): ClusterKey[] =>
    steps(place.schema).flatMap(({ name, schema: child }) => {
      const inner = placeOf(child, place.change);
      const own = name === "[]" ? `${path}[]` : path === "" ? name : `${path}.${name}`;
      const key = name === "[]" || name === "*" ? [] : [{ path: own, ...(inner.change && { change: inner.change }) }];
      return [...key, ...below(inner, own)];
    });
  return below(placeOf(schema), "");
}

interface Place {
  /** Without the wrappers that make it optional or give it a default. */
  readonly schema: z.core.$ZodType;
  readonly change: Change | undefined;
}

interface Step {
  readonly name: string;
  readonly schema: z.core.$ZodType;
}

function placeOf(schema: z.core.$ZodType, inherited?: Change): Place {
  let own: Change | undefined;
  for (let inner = schema; ; ) {
    own ??= z.globalRegistry.get(inner)?.change;
    const wrapped = wrappedIn(inner);
    if (!wrapped) return { schema: inner, change: own ?? inherited };
    inner = wrapped;
  }
}

function wrappedIn(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return schema.def.innerType;
  }
  return schema instanceof z.ZodPipe ? schema.def.in : undefined;
}

function steps(schema: z.core.$ZodType): Step[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.def.shape).map(([name, child]) => ({ name, schema: child }));
  }
  if (schema instanceof z.ZodArray) return [{ name: "[]", schema: schema.def.element }];
  if (schema instanceof z.ZodRecord) return [{ name: "*", schema: schema.def.valueType }];
  return schema instanceof z.ZodUnion ? schema.def.options.flatMap(steps) : [];
}
