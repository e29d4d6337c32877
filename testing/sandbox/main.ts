import { addClusterFiles, synthesize } from "../../src";

synthesize((app) => {
  addClusterFiles(app, "clusters");
});
