import { z } from "zod";
import { labelValue, qualifiedName } from "../../../description/schema/kubernetes";

/** What an instance must be like to become a node: a condition on one of its labels. */
export const RequirementSchema = z.strictObject({
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
