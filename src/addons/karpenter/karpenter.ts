import { DataKubernetesNamespaceV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-namespace-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AddonProps } from "../addon";
import { ChartRelease } from "../release";
import { ControllerRole } from "./controller-role";
import { namedObjects } from "./description/aws-objects";
import { FlowControl } from "./flow-control";
import { Guard } from "./guard";
import { InterruptionQueue } from "./interruption-queue";
import { KARPENTER_LABELS } from "./names";
import { NamespaceInUse } from "./namespace-in-use";
import { NodePools } from "./node-pools";
import { NodeRole } from "./node-role";
import { ProfileRoleAccess } from "./profile-role-access";
import type { KarpenterCluster } from "./schema/karpenter";
import { karpenterValues } from "./values";

const REPOSITORY = "oci://public.ecr.aws/karpenter";
const RELEASE_TIMEOUT_SECONDS = 600;

/**
 * Where Helm keeps its records of the releases that have no part in Karpenter's namespace. They stay when that changes:
 * the node pools' release would take every node with it.
 */
const RECORDS_NAMESPACE = "kube-system";

/** Karpenter on Fargate: its IAM, its releases and its node pools, each there before, and gone after, what needs it. */
export class Karpenter extends Construct {
  /** To depend on after Karpenter and its node pools. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AddonProps<KarpenterCluster>) {
    super(scope, id);
    const { cluster, facts, partition, fargateReady, dns } = props;
    const { name: clusterName, region, karpenter } = cluster;
    const { permissionsBoundary } = cluster.aws;
    const accountId = Fn.element(Fn.split(":", facts.clusterArn), 4);

    const named = namedObjects(karpenter.nodeClasses);
    const nodeRole = new NodeRole(this, "node-role", { clusterName, partition, permissionsBoundary });
    const queue = karpenter.interruptionHandling
      ? new InterruptionQueue(this, "interruption-queue", { clusterName, partition, region, accountId })
      : undefined;
    const controllerRole = new ControllerRole(this, "controller-role", {
      clusterName,
      partition,
      region,
      accountId,
      nodeRoleArn: nodeRole.arn,
      queueArn: queue?.arn,
      named,
      oidcProviderArn: facts.oidcProviderArn,
      oidcIssuer: facts.oidcIssuer,
      teardownGuardArn: facts.teardownGuardArn,
      namespace: karpenter.namespace,
      serviceAccount: "karpenter",
      permissionsBoundary,
    });

    const profileRoles = named.roleArns.map((roleArn) => new ProfileRoleAccess(this, roleArn, clusterName));

    new NamespaceInUse(this, "namespace-in-use", karpenter.namespace);
    const namespace = this.namespaceGuard(karpenter.namespace, [
      ...profileRoles.map(({ entry }) => entry),
      ...nodeRole.ready,
      ...(queue?.ready ?? []),
      ...controllerRole.ready,
    ]);
    const chart = (name: string) => ({ repository: REPOSITORY, chart: name, version: karpenter.version });
    const crds = new ChartRelease(this, "crds", {
      releaseName: "karpenter-crd",
      namespace: RECORDS_NAMESPACE,
      chart: chart("karpenter-crd"),
      values: {},
      timeoutSeconds: RELEASE_TIMEOUT_SECONDS,
      // They need nothing of AWS, and so neither wait for it nor keep it.
      dependsOn: [],
    });
    // What is in kube-system is served in time as it is.
    const flowControl =
      karpenter.namespace === "kube-system"
        ? []
        : [
            new FlowControl(this, "flow-control", {
              namespace: RECORDS_NAMESPACE,
              karpenterNamespace: karpenter.namespace,
              timeoutSeconds: RELEASE_TIMEOUT_SECONDS,
            }).resource,
          ];
    const controller = new ChartRelease(this, "controller", {
      releaseName: "karpenter",
      namespace: karpenter.namespace,
      chart: chart("karpenter"),
      // The CRDs are the business of their own release, which upgrades them.
      skipCrds: true,
      values: karpenterValues({
        cluster,
        clusterEndpoint: facts.clusterEndpoint,
        controllerRoleArn: controllerRole.arn,
        interruptionQueue: queue?.name,
      }),
      timeoutSeconds: RELEASE_TIMEOUT_SECONDS,
      dependsOn: [namespace, fargateReady, crds.resource, ...flowControl],
    });
    const guard = new Guard(this, "guard", {
      namespace: RECORDS_NAMESPACE,
      timeoutSeconds: RELEASE_TIMEOUT_SECONDS,
      // The guard is asked before any of these goes.
      dependsOn: [namespace, dns, crds.resource, controller.resource],
    });
    const nodePools = new NodePools(this, "node-pools", {
      cluster,
      clusterSecurityGroupId: facts.clusterSecurityGroupId,
      namespace: RECORDS_NAMESPACE,
      dependsOn: [namespace, controller.resource, guard.resource],
    });
    this.ready = [nodePools.resource];
  }

  /**
   * The namespace stands between the releases and all that Karpenter needs. The Helm provider forgets a release that it
   * can't read, and a destroy would go on to the IAM of a controller that still runs; the Kubernetes provider fails
   * instead, and stops the destroy here.
   */
  private namespaceGuard(name: string, dependsOn: ITerraformDependable[]): ITerraformDependable {
    return name === "kube-system"
      ? new DataKubernetesNamespaceV1(this, "namespace", { metadata: { name }, dependsOn })
      : // With the labels the guard in the cluster keeps it, too.
        new NamespaceV1(this, "namespace", { metadata: { name, labels: { ...KARPENTER_LABELS } }, dependsOn });
  }
}
