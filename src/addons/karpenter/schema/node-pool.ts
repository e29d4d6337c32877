import { z } from "zod";
import { inPlace } from "../../../description/schema/change";
import { duration, finiteDuration } from "../../../description/schema/duration";
import {
  annotations,
  defaulted,
  intOrQuantity,
  labels,
  labelValue,
  objectName,
  qualifiedName,
} from "../../../description/schema/kubernetes";
import { drift, renamed } from "./change";
import { NODE_CLASS_GROUP, NODE_CLASS_KIND, POOL_DEFAULTS } from "./defaults";
import { consolidationPolicy, DisruptionSchema } from "./disruption";
import { RequirementSchema } from "./requirement";
import { TaintSchema } from "./taint";

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
