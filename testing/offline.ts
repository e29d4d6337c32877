import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "cdktf";
import { parse } from "yaml";
import { addCluster, type ClusterDescription, type ClusterStacks } from "../src";

/**
 * Adds a cluster for each file of a folder, as it can be planned without an account: nothing is asked of a VPC that
 * exists.
 */
export function addClustersOffline(app: App, folder: string): ClusterStacks[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.toSorted().map((file) => {
    const description: ClusterDescription = parse(readFileSync(join(folder, file), "utf8"));
    const { network } = description;
    return addCluster(
      app,
      network.vpcId === undefined ? description : { ...description, network: { ...network, verify: false } },
    );
  });
}
