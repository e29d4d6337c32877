import type { z } from "zod";
import { bare } from "../../src/description/parsing/shape";

/** The words of a schema's own pattern, if it has one and words for it. */
export function patternWords(schema: z.core.$ZodType): string | undefined {
  const inner = bare(schema);
  const { checks = [] } = inner._zod.def;
  const formats = [inner._zod.def, ...checks.map((check) => check._zod.def)].filter(
    (def) => "pattern" in def && def.pattern,
  );
  const [first] = formats;
  if (!first || !("error" in first) || typeof first.error !== "function") return undefined;
  const words: unknown = Reflect.apply(first.error, undefined, [{ input: "", code: "invalid_format", path: [] }]);
  return typeof words === "string" && words !== "" ? words : undefined;
}
