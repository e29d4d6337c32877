import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AssetType, TerraformAsset } from "cdktf";
import type { Construct } from "constructs";
import { parse } from "yaml";
import type { ChartSource } from "./release";

const CHARTS = join(__dirname, "../../charts");

const versions = new Map<string, string>();

/**
 * A chart of this project, by the name of its folder, with the version of its `Chart.yaml`. It is copied beside the stack
 * when that is synthesized.
 */
export function localChart(scope: Construct, name: string): ChartSource {
  const { path } = new TerraformAsset(scope, "chart", { path: join(CHARTS, name), type: AssetType.DIRECTORY });
  return { folder: path, version: chartVersion(name) };
}

/** The version that a chart of this project has. */
export function chartVersion(name: string): string {
  const known = versions.get(name);
  if (known !== undefined) return known;
  const { version }: { version: string } = parse(readFileSync(join(CHARTS, name, "Chart.yaml"), "utf8"));
  versions.set(name, version);
  return version;
}
