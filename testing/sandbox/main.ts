import { addClusterFiles, main } from "../../src";

main((app) => {
  addClusterFiles(app, "clusters");
});
