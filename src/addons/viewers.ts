import { Construct } from "constructs";
import { VIEWERS_GROUP } from "../description/access-entries";
import { localChart } from "./local-chart";
import { ChartRelease } from "./release";

const TIMEOUT_SECONDS = 300;

/**
 * Lets the cluster's viewers see nodes, volumes and custom resources too, which AmazonEKSViewPolicy doesn't: it ends at
 * namespaces and at what Kubernetes itself has
 * (https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html).
 *
 * Nothing waits for this release, and nothing is lost with it: it holds two bindings and a role.
 */
export class Viewers extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new ChartRelease(this, "Default", {
      releaseName: "access",
      namespace: "kube-system",
      chart: localChart(this, "access"),
      values: { group: VIEWERS_GROUP },
      timeoutSeconds: TIMEOUT_SECONDS,
      dependsOn: [],
    });
  }
}
