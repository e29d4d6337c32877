import { z } from "zod";
import { FARGATE_PROFILES, replacement } from "./change";
import { dnsLabel, isConstructName, NO_CONSTRUCT_NAME, namespacePattern } from "./common";

const labelPattern = z
  .string()
  .max(63, "at most 63 characters are possible")
  .regex(
    /^(([A-Za-z0-9*?][-A-Za-z0-9_.*?]*)?[A-Za-z0-9*?])?$/,
    "letters, digits, '-', '_' and '.' are needed, with a letter or digit at both ends; * and ? are wildcards",
  );

/** https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html#fargate-profile-wildcards */
const keyPattern = z
  .string()
  .max(317, "at most 253 characters before the '/' and 63 behind it are possible")
  .regex(
    /^([a-z0-9*?]([-a-z0-9.*?]*[a-z0-9*?])?\/)?[A-Za-z0-9*?]([-A-Za-z0-9_.*?]*[A-Za-z0-9*?])?$/,
    "a name such as team or example.com/team is needed; * and ? are wildcards",
  );

const SelectorSchema = z.strictObject({
  namespace: namespacePattern.describe("Namespace of the pods; `*` and `?` are wildcards."),
  labels: z
    .record(keyPattern, labelPattern)
    .default({})
    .describe("Labels that a pod must have, all of them; at most five. `*` and `?` are wildcards, in keys too."),
});

const ProfileSchema = z.strictObject({
  name: dnsLabel
    .refine(isConstructName, NO_CONSTRUCT_NAME)
    .describe("Name of the profile. A hash follows it in AWS, since a profile can only be replaced, never changed."),
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
    )
    .meta({
      change: replacement(
        "a profile that changes is replaced, the new one before the old one goes; its pods restart in the new one",
        FARGATE_PROFILES,
      ),
    }),
});
