import { z } from "zod";
import { inPlace, renamed } from "./change";
import { consolidationPolicy, DisruptionSchema } from "./disruption";
import { duration, finiteDuration } from "./duration";
import { annotations, defaulted, intOrQuantity, labels, labelValue, objectName, qualifiedName } from "./kubernetes";
import { RequirementSchema } from "./requirement";
import { TaintSchema } from "./taint";

const ConsolidationSchema = z.strictObject({
  policy: defaulted(
    consolidationPolicy,
    "WhenEmptyOrUnderutilized",
    "`WhenEmpty` removes nodes without pods, `WhenEmptyOrUnderutilized` also those whose pods fit elsewhere or on a cheaper node, `Balanced` weighs that saving against the disruption.",
  ),
  after: defaulted(
    duration,
    "1m",
    "How long a node must have been left alone by the scheduler before it is removed; `Never` turns consolidation off.",
  ),
});

const NodeClassRefSchema = z.strictObject({
  group: defaulted(
    z.literal("karpenter.k8s.aws", "only 'karpenter.k8s.aws' is possible: node classes here are EC2NodeClasses"),
    "karpenter.k8s.aws",
    "API group of the node class.",
  ),
  kind: defaulted(
    z.literal("EC2NodeClass", "only 'EC2NodeClass' is possible"),
    "EC2NodeClass",
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
    ),
  taints: z.array(TaintSchema).optional().describe("Taints of each node."),
  startupTaints: z
    .array(TaintSchema)
    .optional()
    .describe("Taints that a node starts with and that something else, such as a DaemonSet, removes soon after."),
  expireAfter: defaulted(duration, "720h", "The long form of `expireAfter` of the pool."),
  terminationGracePeriod: defaulted(finiteDuration, "10m", "The long form of `terminationGracePeriod` of the pool."),
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
  nodeClass: defaulted(objectName, "default", "Name of the node class, one of `karpenter.nodeClasses`."),
  capacityTypes: defaulted(
    z.array(z.enum(["on-demand", "spot", "reserved"])).min(1, "at least one capacity type is needed"),
    ["on-demand"],
    "How instances may be bought. With several, Karpenter takes reserved before spot before on-demand.",
  ),
  architectures: defaulted(
    z.array(z.enum(["amd64", "arm64"])).min(1, "at least one architecture is needed"),
    ["amd64"],
    "Processor architectures.",
  ),
  instanceCategories: defaulted(
    z
      .array(
        z.string().regex(/^[a-z]+$/, "a category is needed: the letters that instance types begin with, such as c"),
      )
      .min(1, "at least one category is needed"),
    ["c", "m", "r"],
    "Categories of instance types, the letters that their names begin with. Generations above 2 only, unless a requirement is about generation, family or type.",
  ),
  limits: defaulted(
    z.record(z.string().min(1, "the name of a resource is needed, such as cpu"), intOrQuantity),
    { cpu: 1000 },
    "Sum of resources (cpu, memory, nodes, ...) above which no further node is started. Without a default in a static pool.",
  ).meta({ change: inPlace() }),
  consolidation: ConsolidationSchema.optional()
    .describe("When Karpenter removes nodes to save cost.")
    .meta({ change: inPlace() }),
  expireAfter: defaulted(
    duration,
    "720h",
    "Age at which a node is replaced, drained within `terminationGracePeriod`; `Never` lets nodes live on.",
  ),
  terminationGracePeriod: defaulted(
    finiteDuration,
    "10m",
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
