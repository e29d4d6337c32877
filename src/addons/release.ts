import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type JsonValue, sortedJson } from "../terraform/sorted-json";

/**
 * Where a chart comes from: a registry or a folder, each with an exact version. A folder's is that of its `Chart.yaml`: left
 * out, the provider plans the version that is installed, and the first other one fails with "inconsistent result after
 * apply".
 */
export type ChartSource =
  | { readonly repository: string; readonly chart: string; readonly version: string }
  | { readonly folder: string; readonly version: string };

export interface ChartReleaseProps {
  readonly releaseName: string;
  readonly namespace: string;
  readonly chart: ChartSource;
  readonly values: JsonValue;
  /** Seconds that Helm waits for the objects of the release: to be ready, and, on removal, to vanish. */
  readonly timeoutSeconds: number;
  /** What must be there before the release and outlive it. */
  readonly dependsOn: readonly ITerraformDependable[];
  /**
   * Leaves out the chart's `crds` folder, which Helm installs once and never upgrades.
   * @default false
   */
  readonly skipCrds?: boolean;
}

/** A Helm release with the settings that every release of this project has. */
export class ChartRelease extends Construct {
  /** To depend on after the release. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ChartReleaseProps) {
    super(scope, id);
    this.resource = new Release(this, "Default", {
      name: props.releaseName,
      namespace: props.namespace,
      ...chartArguments(props.chart),
      values: [sortedJson(props.values)],
      // A second copy of the values, in `metadata`, stays empty where there may be write-only ones. A plan would show it
      // whole, as it was, for any change of one value.
      setWoRevision: 1,
      skipCrds: props.skipCrds ?? false,
      wait: true,
      timeout: props.timeoutSeconds,
      // The provider's own limit (20 minutes for a removal) must not cut Helm's short.
      timeouts: goDurations(props.timeoutSeconds + 300),
      // The provider forgets a release that it can't read once (https://github.com/hashicorp/terraform-provider-helm/issues/1669);
      // with this the next deploy takes it up again instead of failing on its name.
      upgradeInstall: true,
      dependsOn: [...props.dependsOn],
    });
  }
}

function chartArguments(source: ChartSource) {
  return "folder" in source ? { chart: source.folder, version: source.version } : source;
}

function goDurations(seconds: number) {
  const duration = `${seconds}s`;
  return { create: duration, update: duration, delete: duration };
}
