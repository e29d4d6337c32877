import { addClusterFiles, synthesize } from "./src";

synthesize((app) => {
  // Each file in clusters/ is a cluster. One in TypeScript, instead or as well:
  // addCluster(app, { name: "dev", region: "eu-central-1", network: { availabilityZones: ["eu-central-1a", "eu-central-1b"] } });
  addClusterFiles(app, "clusters");
});
