import type { Construct } from "constructs";
import type { z } from "zod";
import { SettingsSchema } from "./schema";

export { readContext, SettingsError } from "./file";

/** Where Terraform keeps its state, one of three. */
export type StateSettings =
  | Exclude<z.output<typeof SettingsSchema>["state"], { backend: "local" }>
  | {
      readonly backend: "local";
      /**
       * Folder of the state files, as seen from the folder of a stack, where Terraform runs.
       * @default - `../../..`, that of `cdktf.json` with stacks in `cdktf.out`
       */
      readonly folder?: string;
    };

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
 * Key of the app's context that says where local state is, as seen from a stack's folder. Whoever knows the output folder
 * sets it; it is none of the settings.
 */
export const LOCAL_STATE_FOLDER = "cdktf-eks-addons:local-state-folder";

/** The settings of the project that a construct belongs to. */
export function settingsOf(scope: Construct): Settings {
  const { state, clusterAuthentication } = settingsFrom({
    state: scope.node.tryGetContext("state"),
    clusterAuthentication: scope.node.tryGetContext("clusterAuthentication"),
  });
  const folder: string | undefined = scope.node.tryGetContext(LOCAL_STATE_FOLDER);
  return {
    clusterAuthentication,
    state: state.backend === "local" && folder !== undefined ? { ...state, folder } : state,
  };
}

/** The settings in a context without errors, as `readContext` reads it. */
export function settingsFrom(context: {
  readonly state?: unknown;
  readonly clusterAuthentication?: unknown;
}): Settings {
  const { state, clusterAuthentication } = SettingsSchema.parse({
    state: context.state,
    clusterAuthentication: context.clusterAuthentication,
  });
  return { state, clusterAuthentication: clusterAuthentication ?? (state.backend === "cloud" ? "token" : "exec") };
}
