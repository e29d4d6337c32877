import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const CLUSTER = (name: string, region: string) =>
  `name: ${name}\nregion: ${region}\n\nnetwork:\n  availabilityZones: [${region}b, ${region}c]\n`;

/**
 * Does to a copy of this repository what teams do to theirs: other clusters, other settings, a program with something of
 * its own.
 */
export function editOwnFiles(repository: string): void {
  const clusters = join(repository, "clusters");
  for (const file of readdirSync(clusters)) rmSync(join(clusters, file), { recursive: true });
  writeFileSync(join(clusters, "blue.yaml"), CLUSTER("blue", "us-west-2"));
  writeFileSync(join(clusters, "green.yaml"), `${CLUSTER("green", "eu-west-3")}kubernetesVersion: "1.35"\n`);

  const config = join(repository, "cdktf.json");
  const settings: unknown = JSON.parse(readFileSync(config, "utf8"));
  const state = { backend: "s3", bucket: "acme-terraform", region: "us-west-2" };
  const edited = { ...Object(settings), projectId: "acme", context: { state, clusterAuthentication: "token" } };
  writeFileSync(config, `${JSON.stringify(edited, null, 2)}\n`);

  writeFileSync(
    join(repository, "main.ts"),
    `import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { addCluster, addClusterFiles, main } from "./src";

main((app) => {
  addClusterFiles(app, "clusters");
  const { clusterStack } = addCluster(app, {
    name: "red",
    region: "us-east-2",
    network: { availabilityZones: ["us-east-2a", "us-east-2b"] },
  });
  new SnsTopic(clusterStack, "alarms", { name: "alarms" });
});
`,
  );
}
