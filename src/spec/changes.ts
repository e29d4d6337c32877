import { z } from "zod";
import { formatPath, type KeyPath } from "./problem";
import type { Change } from "./schema/change";
import { ClusterSchema } from "./schema/cluster";

/** A key of the cluster file, and what a change of it does to a cluster that is there. */
export interface ClusterKey {
  /** `karpenter.nodePools[].limits`: `[]` stands for each item of a list, `*` for each key of a map. */
  readonly path: string;
  /** Nothing where the schema doesn't say. */
  readonly change?: Change;
}

/**
 * What a change of a value does to a cluster that is there.
 *
 * @param path the value, as in a description: `["karpenter", "nodePools", 0, "limits", "cpu"]`
 * @throws Error for a path that no description can have
 */
export function changeOf(path: KeyPath): Change {
  let place: Place = placeOf(ClusterSchema);
  for (const [index, step] of path.entries()) {
    const next: Step | undefined = steps(place.schema).find(
      ({ name }) => [step, "*"].includes(name) || isItem(name, step),
    );
    // A value without a schema of its own below: any key in it, such as one of the kubelet's, is that value.
    if (!next && index > 0 && isOpen(place.schema)) break;
    if (!next) throw new Error(`the cluster file has no key ${formatPath(path)}`);
    place = placeOf(next.schema, place.change);
  }
  if (!place.change) throw new Error(`the schema doesn't say what a change of ${formatPath(path)} does`);
  return place.change;
}

/** Every key of the cluster file, objects and lists before what is in them. */
export function clusterKeys(schema: z.ZodType = ClusterSchema): ClusterKey[] {
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

function isItem(name: string, step: string | number): boolean {
  return name === "[]" && typeof step === "number";
}

function isOpen(schema: z.core.$ZodType): boolean {
  return schema instanceof z.ZodObject && schema.def.catchall instanceof z.ZodUnknown;
}
