import { z } from "zod";
import { duration } from "../../../description/schema/duration";
import { defaulted } from "../../../description/schema/kubernetes";
import { durationSeconds, MAX_DURATION_SECONDS } from "../../../knowledge/duration";
import { POOL_DEFAULTS } from "./defaults";

/** When Karpenter consolidates: never touching nodes in use, removing what is cheaper elsewhere, or weighing one against the other. */
export const consolidationPolicy = z.enum(["WhenEmpty", "WhenEmptyOrUnderutilized", "Balanced"]);

const reason = z.enum(["Underutilized", "Empty", "Drifted", "Unhealthy"]);

const BudgetSchema = z.strictObject({
  nodes: defaulted(
    z.string().regex(/^((100|[0-9]{1,2})%|[0-9]+)$/, "a share from 0% to 100% or a count in quotes is needed"),
    "10%",
    "How many of the pool's nodes may be going away at the same time: a share of them, or a count in quotes.",
  ),
  reasons: z
    .array(reason)
    .max(50)
    .refine((list) => new Set(list).size === list.length, "each reason may be named once only")
    .optional()
    .describe("Reasons that the budget is about. Left out, it is about all of them."),
  schedule: z
    .string()
    .regex(
      /^(@(annually|yearly|monthly|weekly|daily|midnight|hourly))|((.+)[\t\n\f\r ](.+)[\t\n\f\r ](.+)[\t\n\f\r ](.+)[\t\n\f\r ](.+))$/,
      "a cron schedule with five fields is needed, such as '0 9 * * mon-fri', or @daily and the like",
    )
    .optional()
    .describe(
      "When the budget begins to hold, as a cron schedule in UTC. Needs `duration`; without both it always holds.",
    ),
  duration: z
    .string()
    .regex(
      /^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$/,
      "a duration of whole hours and minutes is needed, such as 8h, 30m or 1h30m",
    )
    .refine((text) => !(durationSeconds(text) > MAX_DURATION_SECONDS), "at most 2562047h are possible")
    .optional()
    .describe("How long the budget holds from each hit of `schedule`, in hours and minutes."),
});

/** A parsed disruption budget. */
export type Budget = z.output<typeof BudgetSchema>;

/** `spec.disruption` of a NodePool: when Karpenter may replace or remove nodes by its own choice. */
export const DisruptionSchema = z.strictObject({
  consolidationPolicy: defaulted(
    consolidationPolicy,
    POOL_DEFAULTS.consolidationPolicy,
    "Which nodes consolidation may remove. The long form of `consolidation.policy`.",
  ),
  consolidateAfter: defaulted(
    duration,
    POOL_DEFAULTS.consolidateAfter,
    "How long a node must have been left alone by the scheduler before it is consolidated. The long form of `consolidation.after`.",
  ),
  budgets: defaulted(
    z.array(BudgetSchema).max(50, "at most 50 budgets are possible"),
    [{ nodes: "10%" }],
    "How many nodes may be disrupted at the same time, and when. The strictest budget that holds wins.",
  ),
});
