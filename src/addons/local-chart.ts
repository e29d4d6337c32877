import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AssetType, TerraformAsset, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { parse } from "yaml";
import { settingsOf } from "../settings/settings";
import type { ChartSource } from "./release";

const CHARTS = join(__dirname, "../../charts");

/** Folder beside those of the stacks. */
const SHARED = "charts";

const versions = new Map<string, string>();

/**
 * A chart of this project, by the name of its folder, with the version of its `Chart.yaml`. It is copied into the output
 * when the stack is synthesized: once for all stacks, or, where HCP Terraform runs the plans, into the stack's own folder,
 * since Terraform uploads that and nothing around it
 * (https://developer.hashicorp.com/terraform/cloud-docs/run/cli).
 */
export function localChart(scope: Construct, name: string): ChartSource {
  const version = chartVersion(name);
  if (settingsOf(scope).state.backend === "cloud") {
    const { path } = new TerraformAsset(scope, "chart", { path: join(CHARTS, name), type: AssetType.DIRECTORY });
    return { folder: path, version };
  }
  const folder = `${SHARED}/${name}-${version}`;
  share(TerraformStack.of(scope), join(CHARTS, name), folder);
  // As seen from a stack's folder, where Terraform runs.
  return { folder: `../../${folder}`, version };
}

/** The version that a chart of this project has. */
export function chartVersion(name: string): string {
  const known = versions.get(name);
  if (known !== undefined) return known;
  const { version }: { version: string } = parse(readFileSync(join(CHARTS, name, "Chart.yaml"), "utf8"));
  versions.set(name, version);
  return version;
}

/** Has a folder copied into the output, unless another stack has done so. CDKTF knows only copies for each stack. */
function share(stack: TerraformStack, source: string, folder: string): void {
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize(session) {
      const copy = join(session.outdir, folder);
      if (!existsSync(copy)) cpSync(source, copy, { recursive: true });
      synthesizer.synthesize(session);
    },
  };
}
