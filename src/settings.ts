import { readFileSync } from "node:fs";
import type { Construct } from "constructs";
import { z } from "zod";

/** Where Terraform keeps its state. */
const StateSchema = z.discriminatedUnion("backend", [
  z.strictObject({ backend: z.literal("local") }),
  z.strictObject({
    backend: z.literal("cloud"),
    organization: z.string().min(1),
    project: z.string().min(1).optional(),
    hostname: z.string().min(1).default("app.terraform.io"),
  }),
  z.strictObject({
    backend: z.literal("s3"),
    bucket: z.string().min(3),
    region: z.string().min(1),
    prefix: z.string().default("eks/"),
    kmsKeyId: z.string().min(1).optional(),
  }),
]);

const SettingsSchema = z.strictObject({
  state: StateSchema.default({ backend: "local" }),
  clusterAuthentication: z.enum(["exec", "token"]).optional(),
});

/** `cdktf.json`, as far as it is of concern here. */
const ConfigSchema = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

/** Where Terraform keeps its state, one of three. */
export type StateSettings = z.output<typeof StateSchema>;

/** What holds for every cluster of a project: `context` in `cdktf.json`. */
export interface Settings {
  /** @default - in files beside `cdktf.json` */
  readonly state: StateSettings;
  /**
   * How Terraform proves to a cluster's API server who it is. `exec` runs `aws eks get-token` whenever a token is needed,
   * and so needs the AWS CLI; `token` asks AWS for one at the start of each plan and apply, good for 15 minutes, and
   * needs nothing.
   * @default - `token` where HCP Terraform runs the plans, `exec` elsewhere
   */
  readonly clusterAuthentication: "exec" | "token";
}

/**
 * Reads `context` of `cdktf.json`: the file itself, and not what CDKTF's CLI hands on, so that running `main.ts` alone
 * gives the same as `cdktf synth`.
 * @throws SettingsError that lists what is wrong
 */
export function readContext(file: string): Record<string, unknown> {
  const config = ConfigSchema.safeParse(readJson(file));
  if (!config.success)
    throw new SettingsError(`${file} is no configuration of CDKTF\n${z.prettifyError(config.error)}`);
  const { context } = config.data;
  const result = SettingsSchema.safeParse(context);
  if (!result.success) throw new SettingsError(`${file}: context is wrong\n${z.prettifyError(result.error)}`);
  return context;
}

/** The settings of the project that a construct belongs to. */
export function settingsOf(scope: Construct): Settings {
  const { state, clusterAuthentication } = SettingsSchema.parse({
    state: scope.node.tryGetContext("state"),
    clusterAuthentication: scope.node.tryGetContext("clusterAuthentication"),
  });
  return { state, clusterAuthentication: clusterAuthentication ?? (state.backend === "cloud" ? "token" : "exec") };
}

/** Settings that can't be used. */
export class SettingsError extends Error {}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new SettingsError(`${file}: ${cause instanceof Error ? cause.message : cause}`);
  }
}
