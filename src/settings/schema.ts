import { z } from "zod";
import { region } from "../description/schema/common";
import { FARGATE_REGIONS, isPlausibleRegion } from "../knowledge/regions";
import { suggest } from "../knowledge/suggestion";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucket = z
  .string()
  .min(3, "a bucket's name has at least 3 characters")
  .max(63, "a bucket's name has at most 63 characters")
  .regex(
    /^[a-z0-9](?!.*\.\.)[a-z0-9.-]*[a-z0-9]$/,
    "the name of an S3 bucket is needed: lower-case letters, digits, '.' and '-', with a letter or digit at both ends",
  )
  .refine((name) => !/^\d+\.\d+\.\d+\.\d+$/.test(name), "the name of an S3 bucket can't look like an IP address")
  .refine(
    (name) => !/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name),
    "S3 keeps names that begin with xn--, sthree- or amzn-s3-demo-, or end with -s3alias, --ol-s3, .mrap, --x-s3 or --table-s3, for itself",
  );

/** A key of the bucket must not begin or end with a slash, nor have two in a row: Terraform's S3 backend says so. */
const prefix = z
  .string()
  .max(900, "at most 900 characters are possible: a key has at most 1024")
  .regex(
    /^([\w!.*'()-]+\/)*$/,
    "folders of letters, digits and - _ . are needed, each with a slash behind it, such as eks/",
  );

const KEY_ID = "(mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})";

/** What Terraform's S3 backend takes (tried with 1.11): the ID, the ARN or the alias of a key. */
const kmsKeyId = z
  .string()
  .regex(
    new RegExp(`^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:(key/${KEY_ID}|alias/[\\w/-]+)|${KEY_ID}|alias/[\\w/-]+)$`),
    "the ARN, the ID or the alias (alias/...) of a KMS key is needed",
  );

/** https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/organizations */
const organization = z
  .string()
  .regex(/^[A-Za-z0-9][\w-]*$/, "the name of an organization is needed: letters, digits, '-' and '_'");

/** https://developer.hashicorp.com/terraform/cloud-docs/projects/manage */
const project = z
  .string()
  .regex(
    /^[A-Za-z0-9_-][A-Za-z0-9 _-]{1,38}[A-Za-z0-9_-]$/,
    "the name of a project is needed: 3 to 40 letters, digits, '-', '_' and spaces between them",
  );

const hostname = z
  .string()
  .max(253, "a host name has at most 253 characters")
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](:\d{1,5})?$/i,
    "a host name is needed, such as app.terraform.io, without https://",
  );

/** A bucket may be where EKS has no Fargate, as in GovCloud, so the list of regions is good for a hint only. */
const bucketRegion = region.refine(isPlausibleRegion, {
  error: ({ input }) => {
    const meant = suggest(String(input), FARGATE_REGIONS);
    return `AWS has no region of this name; ${meant ? `did you mean ${meant}?` : "name that of the bucket, such as eu-central-1"}`;
  },
});

const LocalSchema = z.strictObject({ backend: z.literal("local") });
const CloudSchema = z.strictObject({
  backend: z.literal("cloud"),
  organization,
  project: project.optional(),
  hostname: hostname.default("app.terraform.io"),
});
const S3Schema = z.strictObject({
  backend: z.literal("s3"),
  bucket,
  region: bucketRegion,
  prefix: prefix.default("eks/"),
  kmsKeyId: kmsKeyId.optional(),
});

const BACKENDS = [LocalSchema, CloudSchema, S3Schema] as const;
const NAMES = BACKENDS.map((schema) => schema.shape.backend.value);

/** The settings of a project. */
export const SettingsSchema = z.strictObject({
  state: z.discriminatedUnion("backend", BACKENDS).default({ backend: "local" }),
  clusterAuthentication: z.enum(["exec", "token"]).optional(),
});

/** The schema of settings with this state: with the keys of its backend alone, so that no message names those of another. */
export function schemaFor(state: unknown): z.ZodType {
  if (state === undefined) return SettingsSchema;
  const backend = typeof state === "object" && state !== null && "backend" in state ? state.backend : undefined;
  const known = BACKENDS.find((schema) => schema.shape.backend.value === backend);
  // Which keys are right can be told once the backend is.
  return SettingsSchema.extend({ state: known ?? z.looseObject({ backend: z.enum(NAMES) }) });
}
