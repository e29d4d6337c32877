import { addClusterFiles, main } from "cdktf-eks-addons";

main((app) => {
  // Each file in clusters/ is a cluster. For one in TypeScript, instead or as well, import addCluster beside addClusterFiles:
  // addCluster(app, { name: "dev", region: "eu-central-1", network: { availabilityZones: ["eu-central-1a", "eu-central-1b"] } });
  addClusterFiles(app, "clusters");
});
