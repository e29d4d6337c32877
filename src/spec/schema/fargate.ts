import { z } from "zod";
import { dnsLabel } from "./common";
import { qualifiedName } from "./kubernetes";

const labelPattern = z
  .string()
  .max(63, "at most 63 characters are possible")
  .regex(
    /^(([A-Za-z0-9*?][-A-Za-z0-9_.*?]*)?[A-Za-z0-9*?])?$/,
    "letters, digits, '-', '_' and '.' are needed, with a letter or digit at both ends; * and ? are wildcards",
  );

const SelectorSchema = z.strictObject({
  namespace: z.string().min(1, "a namespace is needed").describe("Namespace of the pods; `*` and `?` are wildcards."),
  labels: z
    .record(qualifiedName, labelPattern)
    .default({})
    .describe("Labels that a pod must have, all of them; at most five."),
});

const ProfileSchema = z.strictObject({
  name: dnsLabel.describe(
    "Name of the profile. A hash follows it in AWS, since a profile can only be replaced, never changed.",
  ),
  selectors: z
    .array(SelectorSchema)
    .min(1, "at least one selector is needed")
    .max(5, "EKS takes at most five selectors in a profile; add another profile")
    .describe("Which pods run on Fargate: those that match one of the selectors."),
});

/** Fargate profiles. */
export const FargateSchema = z.strictObject({
  profiles: z
    .array(ProfileSchema)
    .default([])
    .describe(
      "Fargate profiles beside the one named `base`, which is always there and selects the pods of CoreDNS and of Karpenter by their labels. A profile named `base` here replaces it.",
    ),
});
