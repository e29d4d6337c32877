import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { Sleep } from "@cdktf/provider-time/lib/sleep";
import { Aspects } from "cdktf";
import type { Construct } from "constructs";
import type { ClusterFacts } from "../addons/addon";
import type { ClusterSpecWithAddons } from "../addons/cluster-file";
import { CoreDns } from "../addons/coredns";
import { makeAddons } from "../addons/make";
import { Viewers } from "../addons/viewers";
import { SETTLING } from "../capacity/fargate-profiles";
import { regionValue } from "../description/fixed-values";
import { addonsStackName } from "../knowledge/names";
import type { Settings } from "../settings/settings";
import { ClusterBoundStack } from "./cluster-bound-stack";
import { connectToCluster } from "./cluster-connection";
import type { ClusterStack } from "./cluster-stack";
import { readClusterFacts } from "./contract";
import { DeletionProtection } from "./deletion-protection";
import { FixedAtCreation } from "./fixed-at-creation";
import { MadeAfter } from "./order";
import { readState } from "./state";

/**
 * Stack `<name>-addons`: what runs in the cluster. Deployed after the cluster stack, and destroyed before it.
 *
 * Resources and modules that a program adds to it are made after the add-ons, and removed before them: as long as one is
 * there, its nodes are, and the cluster is kept.
 */
export class AddonsStack extends ClusterBoundStack {
  /** What is known of the cluster here, such as `cluster.clusterArn`: outputs of the cluster stack, read from its state. */
  readonly cluster: ClusterFacts;

  /** @internal */
  constructor(scope: Construct, clusterStack: ClusterStack, cluster: ClusterSpecWithAddons, settings: Settings) {
    super(scope, addonsStackName(cluster.name), cluster, settings);
    // Nothing refers from one stack to the other, and without this both would be deployed, and destroyed, at once.
    this.addDependency(clusterStack);
    const { facts, ready } = this.own(() => this.make(cluster, settings));
    this.cluster = facts;
    Aspects.of(this).add(new MadeAfter((one) => this.isAdded(one), ready));
  }

  private make(cluster: ClusterSpecWithAddons, settings: Settings) {
    const facts = readClusterFacts(readState(this, "cluster", cluster.name, settings.state));
    connectToCluster(this, {
      cluster,
      facts,
      roleArn: this.roleArn,
      authentication: settings.clusterAuthentication,
    });
    new TimeProvider(this, "time");
    // Once, before the first pod: the cluster stack waits where a profile is replaced.
    const fargateReady = new Sleep(this, "fargate-settled", { createDuration: SETTLING });
    const dns = new CoreDns(this, "coredns", { cluster, fargateReady }).resource;
    const { partition } = this.partition;
    const ready = makeAddons(this, { cluster, facts, partition, fargateReady, dns });
    if (cluster.controlPlane.access.viewers.length > 0) new Viewers(this, "viewers");
    new FixedAtCreation(this, "fixed", { values: [regionValue(cluster.region)], dependsOn: [] });
    new DeletionProtection(this, "deletion-protection", { cluster });
    return { facts, ready };
  }
}
