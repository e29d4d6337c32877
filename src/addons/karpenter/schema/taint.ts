import { z } from "zod";
import { qualifiedName } from "../../../description/schema/kubernetes";

/** RFC 3339, the only form of `date-time` that Kubernetes reads. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A taint: keeps pods that do not tolerate it off a node. */
export const TaintSchema = z.strictObject({
  key: qualifiedName.describe("Key of the taint."),
  value: qualifiedName
    .optional()
    .describe("Value of the taint. Leave it out for a taint without one: an empty text is refused."),
  effect: z
    .enum(["NoSchedule", "PreferNoSchedule", "NoExecute"])
    .describe("What happens to pods that do not tolerate the taint."),
  timeAdded: z
    .string()
    .regex(RFC_3339, "a time such as 2026-01-31T12:00:00Z is needed")
    .refine((text) => !Number.isNaN(Date.parse(text)), "a time such as 2026-01-31T12:00:00Z is needed")
    .optional()
    .describe("When the taint was added. Only of use with `NoExecute`."),
});

/** A parsed taint. */
export type Taint = z.output<typeof TaintSchema>;
