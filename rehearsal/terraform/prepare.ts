import { NEWER_ATTRIBUTES } from "../../testing/newer-attributes";
import { forVersions, type Prepared, type StackJson, withoutProviders } from "../../testing/terraform-prepare";
import type { Provider } from "../../testing/terraform-providers";
import { REPLACED_PROVIDERS, standIn } from "./stand-in";

/** How the stacks have to differ from the synthesized ones to run on this machine. */
export interface Preparation {
  /** Providers at hand, by local name. */
  readonly providers: ReadonlyMap<string, Provider>;
  /**
   * Who installs what is in the cluster: the real providers, the Helm CLI and kubectl in their place, or nobody, where
   * there is no cluster.
   */
  readonly releases: "providers" | "stand-in" | "left out";
  /** What the provisioners of the stand-in run. */
  readonly standInCommand: string;
  /** Folders of charts that the stacks take from a registry, by the chart's name. */
  readonly charts: ReadonlyMap<string, string>;
}

/** A stack as it can be deployed here, and what differs. */
export function prepareStack(synthesized: StackJson, preparation: Preparation): Prepared {
  const { providers, releases, standInCommand, charts } = preparation;
  const versions = new Map([...providers].map(([name, { version }]) => [name, version]));
  if (releases === "left out") {
    const half = withoutProviders(synthesized, REPLACED_PROVIDERS);
    return after(half, forVersions(half.stack, versions, NEWER_ATTRIBUTES));
  }
  const local = withLocalCharts(synthesized, charts);
  const half = releases === "stand-in" ? standIn(local, standInCommand) : { stack: local, notes: [] };
  return after(half, forVersions(half.stack, versions, NEWER_ATTRIBUTES));
}

/** Charts of a registry from a folder, whose version is the folder's own. */
function withLocalCharts(stack: StackJson, charts: ReadonlyMap<string, string>): StackJson {
  const releases = Object.entries(stack.resource?.helm_release ?? {}).map(([name, block]) => {
    if (block.repository === undefined) return [name, block] as const;
    const chart = charts.get(String(block.chart));
    if (!chart) {
      throw new Error(
        `helm_release.${name}: the chart ${block.chart} is not at hand; add the Go module that holds it to rehearsal/tools`,
      );
    }
    const { repository: _, version: __, ...rest } = block;
    return [name, { ...rest, chart }] as const;
  });
  if (releases.length === 0) return stack;
  return { ...stack, resource: { ...stack.resource, helm_release: Object.fromEntries(releases) } };
}

function after(first: Prepared, second: Prepared): Prepared {
  return { stack: second.stack, notes: [...first.notes, ...second.notes] };
}
