import { z } from "zod";
import { inPlace } from "../../../description/schema/change";
import {
  annotations,
  defaulted,
  intOrQuantity,
  labels,
  labelValue,
  objectName,
  qualifiedName,
} from "../../../description/schema/kubernetes";
import { durationSeconds, MAX_DRAIN_SECONDS, MAX_DURATION_SECONDS } from "../../../knowledge/duration";
import { drift, renamed } from "./change";
import { NODE_CLASS_GROUP, NODE_CLASS_KIND, POOL_DEFAULTS } from "./defaults";

const TOO_LONG = "at most 2562047h are possible; write Never where a duration may be endless";

/** A time to drain, which has an end: `90s`, `10m`, `1h30m`. */
const finiteDuration = z
  .string("a duration is needed, such as 30s, 10m or 1h30m")
  .regex(/^([0-9]+(s|m|h))+$/, "a duration of whole hours, minutes and seconds is needed, such as 30s, 10m or 1h30m")
  .refine((text) => durationSeconds(text) <= MAX_DRAIN_SECONDS, "at most 2562046h are possible");

/** A duration, or `Never`. */
const duration = z
  .string("a duration is needed, such as 30s, 10m or 720h, or Never")
  .regex(
    /^(([0-9]+(s|m|h))+|Never)$/,
    "a duration of whole hours, minutes and seconds is needed, such as 30s, 10m or 720h, or Never",
  )
  .refine((text) => text === "Never" || durationSeconds(text) <= MAX_DURATION_SECONDS, TOO_LONG);

/** What an instance must be like to become a node: a condition on one of its labels. */
const RequirementSchema = z.strictObject({
  key: qualifiedName
    .max(316, "a key of at most 316 characters is needed")
    .describe("Label that the condition is about, such as `karpenter.k8s.aws/instance-cpu`."),
  operator: z
    .enum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "Gte", "Lte"])
    .describe("How the label must relate to the values."),
  values: z
    .array(labelValue)
    .optional()
    .describe(
      "Texts to compare with. `In` needs at least one, the comparisons (`Gt`, `Lt`, `Gte`, `Lte`) exactly one whole number, in quotes.",
    ),
  minValues: z
    .int()
    .min(1)
    .max(50)
    .optional()
    .describe(
      "How many different values of the label the instance types on offer must cover (1 to 50). Alpha in Karpenter.",
    ),
});

/** A parsed requirement. */
export type Requirement = z.output<typeof RequirementSchema>;

/** RFC 3339, the only form of `date-time` that Kubernetes reads. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A taint: keeps pods that do not tolerate it off a node. */
const TaintSchema = z.strictObject({
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

/** When Karpenter consolidates: never touching nodes in use, removing what is cheaper elsewhere, or weighing one against the other. */
const consolidationPolicy = z.enum(["WhenEmpty", "WhenEmptyOrUnderutilized", "Balanced"]);

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
const DisruptionSchema = z.strictObject({
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

const ConsolidationSchema = z.strictObject({
  policy: defaulted(
    consolidationPolicy,
    POOL_DEFAULTS.consolidationPolicy,
    "`WhenEmpty` removes nodes without pods, `WhenEmptyOrUnderutilized` also those whose pods fit elsewhere or on a cheaper node, `Balanced` weighs that saving against the disruption.",
  ),
  after: defaulted(
    duration,
    POOL_DEFAULTS.consolidateAfter,
    "How long a node must have been left alone by the scheduler before it is removed; `Never` turns consolidation off.",
  ),
});

const NodeClassRefSchema = z.strictObject({
  group: defaulted(
    z.literal(NODE_CLASS_GROUP, `only '${NODE_CLASS_GROUP}' is possible: node classes here are EC2NodeClasses`),
    NODE_CLASS_GROUP,
    "API group of the node class.",
  ),
  kind: defaulted(
    z.literal(NODE_CLASS_KIND, `only '${NODE_CLASS_KIND}' is possible`),
    NODE_CLASS_KIND,
    "Kind of the node class.",
  ),
  name: objectName.describe("Name of one of `karpenter.nodeClasses`."),
});

const NodeLabelsSchema = z
  .record(qualifiedName, labelValue)
  .refine((map) => Object.keys(map).length <= 100, "at most 100 labels are possible");

const TemplateMetadataSchema = z.strictObject({
  labels: NodeLabelsSchema.optional().describe(
    "Labels of each node. A label that Karpenter knows, such as `kubernetes.io/arch`, acts as a requirement.",
  ),
  annotations: annotations.optional().describe("Annotations of each node."),
});

const TemplateSpecSchema = z.strictObject({
  nodeClassRef: NodeClassRefSchema.optional().describe("The node class. The long form of `nodeClass`."),
  requirements: z
    .array(RequirementSchema)
    .max(100, "at most 100 requirements are possible")
    .optional()
    .describe(
      "What instances must be like. A default for architecture, operating system, capacity type, instance category or generation is added where neither a requirement nor a label of the template is about it.",
    )
    .meta({ change: drift("misfits") }),
  taints: z.array(TaintSchema).optional().describe("Taints of each node."),
  startupTaints: z
    .array(TaintSchema)
    .optional()
    .describe("Taints that a node starts with and that something else, such as a DaemonSet, removes soon after."),
  expireAfter: defaulted(duration, POOL_DEFAULTS.expireAfter, "The long form of `expireAfter` of the pool."),
  terminationGracePeriod: defaulted(
    finiteDuration,
    POOL_DEFAULTS.terminationGracePeriod,
    "The long form of `terminationGracePeriod` of the pool.",
  ),
});

const TemplateSchema = z.strictObject({
  metadata: TemplateMetadataSchema.optional().describe("Labels and annotations of each node."),
  spec: TemplateSpecSchema.optional().describe("What each node is like."),
});

/** A node pool: which nodes Karpenter may start, and when it removes them. Becomes a NodePool (`karpenter.sh/v1`). */
export const NodePoolSchema = z.strictObject({
  name: objectName.describe("Name of the NodePool.").meta({ change: renamed() }),
  labels: labels
    .optional()
    .describe("Labels of the NodePool itself; those of its nodes belong under `template.metadata.labels`.")
    .meta({ change: inPlace() }),
  annotations: annotations
    .optional()
    .describe("Annotations of the NodePool itself; those of its nodes belong under `template.metadata.annotations`.")
    .meta({ change: inPlace() }),
  nodeClass: defaulted(objectName, POOL_DEFAULTS.nodeClass, "Name of the node class, one of `karpenter.nodeClasses`."),
  capacityTypes: defaulted(
    z.array(z.enum(["on-demand", "spot", "reserved"])).min(1, "at least one capacity type is needed"),
    POOL_DEFAULTS.capacityTypes,
    "How instances may be bought. With several, Karpenter takes reserved before spot before on-demand.",
  ).meta({ change: drift("misfits") }),
  architectures: defaulted(
    z.array(z.enum(["amd64", "arm64"])).min(1, "at least one architecture is needed"),
    POOL_DEFAULTS.architectures,
    "Processor architectures. Without a default where a requirement (`In`) or a label names instance types, families or a processor's manufacturer.",
  ).meta({ change: drift("misfits") }),
  instanceCategories: defaulted(
    z
      .array(
        z.string().regex(/^[a-z]+$/, "a category is needed: the letters that instance types begin with, such as c"),
      )
      .min(1, "at least one category is needed"),
    POOL_DEFAULTS.instanceCategories,
    `Categories of instance types, the letters that their names begin with. Generations above ${POOL_DEFAULTS.generationAbove} only, unless a requirement is about generation, family or type.`,
  ).meta({ change: drift("misfits") }),
  limits: defaulted(
    z.record(z.string().min(1, "the name of a resource is needed, such as cpu"), intOrQuantity),
    POOL_DEFAULTS.limits,
    "Sum of resources (cpu, memory, nodes, ...) above which no further node is started. Without a default in a static pool.",
  ).meta({ change: inPlace() }),
  consolidation: ConsolidationSchema.optional()
    .describe("When Karpenter removes nodes to save cost.")
    .meta({ change: inPlace() }),
  expireAfter: defaulted(
    duration,
    POOL_DEFAULTS.expireAfter,
    "Age at which a node is replaced, drained within `terminationGracePeriod`; `Never` lets nodes live on.",
  ),
  terminationGracePeriod: defaulted(
    finiteDuration,
    POOL_DEFAULTS.terminationGracePeriod,
    "Time that a node has to drain before what is left on it is deleted, whatever disruption budgets say. It bounds how long `cdktf destroy` takes.",
  ),
  weight: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe("Pools with a higher weight (1 to 100) are tried first; without one, the weight is 0.")
    .meta({ change: inPlace() }),
  replicas: z
    .int()
    .min(0)
    .max(2_147_483_647)
    .optional()
    .describe("Makes the pool static: it keeps this number of nodes, whatever the pods need. Alpha in Karpenter.")
    .meta({ change: inPlace("a pool can't become static or stop being so: make another pool") }),
  disruption: DisruptionSchema.optional()
    .describe("Consolidation and disruption budgets, in Karpenter's own form.")
    .meta({ change: inPlace() }),
  template: TemplateSchema.optional().describe("What nodes are like, in Karpenter's own form."),
});

/** A node pool as it was written, checked by itself; defaults are not filled in yet. */
export type ParsedNodePool = z.output<typeof NodePoolSchema>;
