import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { ACCOUNT } from "./terraform-state";

/**
 * A copy of a folder of cluster files of which a plan needs no account: AWS isn't asked what a VPC that exists is like.
 * @returns the copy, and the names of the clusters that would ask
 */
export function withoutQuestions(folder: string, into: string): { folder: string; asking: string[] } {
  mkdirSync(into, { recursive: true });
  const asking: string[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".yaml"))) {
    const cluster = parseDocument(readFileSync(join(folder, file), "utf8"));
    if (cluster.hasIn(["network", "vpcId"])) {
      asking.push(String(cluster.get("name")));
      cluster.setIn(["network", "verify"], false);
      cluster.setIn(["aws", "accountId"], ACCOUNT);
    }
    writeFileSync(join(into, file), String(cluster));
  }
  return { folder: into, asking };
}
