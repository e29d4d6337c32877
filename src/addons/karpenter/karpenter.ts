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
import { NodeRole, ProfileRoleAccess } from "./node-role";
import type { KarpenterCluster } from "./schema/karpenter";
import { karpenterValues } from "./values";

const REPOSITORY = "oci://public.ecr.aws/karpenter";
const RELEASE_TIMEOUT_SECONDS = 600;

/**
 * Where Helm keeps its records of the releases that have no part in Karpenter's namespace. They stay when that changes:
 * the node pools' release would take every node with it.
 */
const RECORDS_NAMESPACE = "kube-system";

interface Identity {
  readonly controllerRoleArn: string;
  readonly interruptionQueue: string | undefined;
  /** What has to be there before the first pod, and outlive the last. */
  readonly ready: readonly ITerraformDependable[];
}

/** Karpenter on Fargate: its IAM, its releases and its node pools, each there before, and gone after, what needs it. */
export class Karpenter extends Construct {
  /** To depend on after Karpenter and its node pools. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AddonProps<KarpenterCluster>) {
    super(scope, id);
    const { cluster, facts, dns } = props;
    const { namespace: name } = cluster.karpenter;
    const identity = this.identity(props);
    new NamespaceInUse(this, "namespace-in-use", name);
    const namespace = this.namespaceGuard(name, identity.ready);
    const crds = this.crds(cluster);
    const controller = this.controller(props, identity, [
      namespace,
      props.fargateReady,
      crds,
      ...this.flowControl(name),
    ]);
    const guard = new Guard(this, "guard", {
      namespace: RECORDS_NAMESPACE,
      timeoutSeconds: RELEASE_TIMEOUT_SECONDS,
      // The guard is asked before any of these goes.
      dependsOn: [namespace, dns, crds, controller],
    });
    const nodePools = new NodePools(this, "node-pools", {
      cluster,
      clusterSecurityGroupId: facts.clusterSecurityGroupId,
      namespace: RECORDS_NAMESPACE,
      dependsOn: [namespace, controller, guard.resource],
    });
    this.ready = [nodePools.resource];
  }

  /** What controller and nodes are in AWS, and what tells the controller of instances that go. */
  private identity({ cluster, facts, partition }: AddonProps<KarpenterCluster>): Identity {
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
    return {
      controllerRoleArn: controllerRole.arn,
      interruptionQueue: queue?.name,
      ready: [
        ...profileRoles.map(({ entry }) => entry),
        ...nodeRole.ready,
        ...(queue?.ready ?? []),
        ...controllerRole.ready,
      ],
    };
  }

  /** They need nothing of AWS, and so neither wait for it nor keep it. */
  private crds({ karpenter }: KarpenterCluster): ITerraformDependable {
    return new ChartRelease(this, "crds", {
      releaseName: "karpenter-crd",
      namespace: RECORDS_NAMESPACE,
      chart: { repository: REPOSITORY, chart: "karpenter-crd", version: karpenter.version },
      values: {},
      timeoutSeconds: RELEASE_TIMEOUT_SECONDS,
      dependsOn: [],
    }).resource;
  }

  /** What is in kube-system is served in time as it is. */
  private flowControl(karpenterNamespace: string): ITerraformDependable[] {
    if (karpenterNamespace === "kube-system") return [];
    const { resource } = new FlowControl(this, "flow-control", {
      namespace: RECORDS_NAMESPACE,
      karpenterNamespace,
      timeoutSeconds: RELEASE_TIMEOUT_SECONDS,
    });
    return [resource];
  }

  private controller(
    { cluster, facts }: AddonProps<KarpenterCluster>,
    { controllerRoleArn, interruptionQueue }: Identity,
    dependsOn: readonly ITerraformDependable[],
  ): ITerraformDependable {
    const { namespace, version } = cluster.karpenter;
    return new ChartRelease(this, "controller", {
      releaseName: "karpenter",
      namespace,
      chart: { repository: REPOSITORY, chart: "karpenter", version },
      // The CRDs are the business of their own release, which upgrades them.
      skipCrds: true,
      values: karpenterValues({
        cluster,
        clusterEndpoint: facts.clusterEndpoint,
        controllerRoleArn,
        interruptionQueue,
      }),
      timeoutSeconds: RELEASE_TIMEOUT_SECONDS,
      dependsOn,
    }).resource;
  }

  /**
   * The namespace stands between the releases and all that Karpenter needs. The Helm provider forgets a release that it
   * can't read, and a destroy would go on to the IAM of a controller that still runs; the Kubernetes provider fails
   * instead, and stops the destroy here.
   */
  private namespaceGuard(name: string, needed: readonly ITerraformDependable[]): ITerraformDependable {
    const dependsOn = [...needed];
    return name === "kube-system"
      ? new DataKubernetesNamespaceV1(this, "namespace", { metadata: { name }, dependsOn })
      : // With the labels the guard in the cluster keeps it, too.
        new NamespaceV1(this, "namespace", { metadata: { name, labels: { ...KARPENTER_LABELS } }, dependsOn });
  }
}
