import type { Aws } from "../aws";
import type { KubeClient } from "../client";
import { type Followed, follow } from "../follow";
import { type Loop, type Report, repeat } from "../loop";
import type { Node, PersistentVolumeClaim, Pod, StorageClass } from "../objects";
import { fargateNode, POD_ANNOTATION } from "./node";
import { COMPUTE_TYPE, FARGATE_SCHEDULER, outlivesItsProfile } from "./profile";
import { fargateRefusal } from "./refusal";
import { podSize } from "./size";

export interface FargateOptions {
  readonly client: KubeClient;
  readonly aws: Pick<Aws, "fargateProfiles">;
  readonly region: string;
  /** How long a pod waits for its node, which takes 30 to 60 s on AWS. */
  readonly startMilliseconds: number;
  readonly report: Report;
}

const PROFILES_MILLISECONDS = 2000;

/**
 * Gives each pod that was assigned to Fargate a node of its own, and takes it away with the pod; and ends pods with the
 * profile that they were assigned to.
 */
export class FargateScheduler {
  readonly #pods: Followed<Pod>;
  readonly #nodes: Followed<Node>;
  readonly #loop: Loop;
  readonly #profiles: Loop;
  /** Pods that were told why they are refused, by uid. */
  readonly #refused = new Set<string>();
  /** Pods that were bound, by uid: the followed copy may be older than that. */
  readonly #placed = new Set<string>();

  constructor(private readonly options: FargateOptions) {
    const wake = () => this.#loop?.wake();
    this.#pods = follow<Pod>(options.client, "/api/v1/pods", wake);
    this.#nodes = follow<Node>(options.client, "/api/v1/nodes", wake);
    this.#loop = repeat("Fargate", 500, () => this.#reconcile(), options.report);
    this.#profiles = repeat("Fargate profiles", PROFILES_MILLISECONDS, () => this.#endPods(), options.report);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#loop.stop(), this.#profiles.stop()]);
    await Promise.all([this.#pods.stop(), this.#nodes.stop()]);
  }

  async #reconcile(): Promise<void> {
    const nodes = this.#nodes.items().filter(({ metadata }) => metadata.labels?.[COMPUTE_TYPE] === "fargate");
    const pods = this.#pods.items();
    const alive = new Set(pods.map(({ metadata }) => metadata.uid));
    for (const node of nodes) {
      if (!alive.has(node.metadata.annotations?.[POD_ANNOTATION])) await this.#remove(node);
    }
    const waiting = pods.filter(
      ({ metadata, spec }) =>
        spec.schedulerName === FARGATE_SCHEDULER &&
        !spec.nodeName &&
        !metadata.deletionTimestamp &&
        !this.#placed.has(metadata.uid ?? ""),
    );
    for (const pod of waiting) {
      const refusal = fargateRefusal(pod, await this.#drivers(pod));
      if (refusal) await this.#refuse(pod, refusal);
      else if (ageOf(pod) >= this.options.startMilliseconds) await this.#place(pod);
    }
  }

  async #endPods(): Promise<void> {
    // In this order: a pod that is made in between has a profile that is in the list.
    const pods = this.#pods.items().filter(({ metadata }) => !metadata.deletionTimestamp);
    const profiles = await this.options.aws.fargateProfiles();
    for (const pod of pods) {
      if (outlivesItsProfile(pod, profiles)) await this.options.client.remove(pathOf(pod));
    }
  }

  async #remove({ metadata }: Node): Promise<void> {
    await this.options.client.remove(`/api/v1/nodes/${metadata.name}`);
    await this.options.client.remove(`/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${metadata.name}`);
  }

  async #place(pod: Pod): Promise<void> {
    const { client, region } = this.options;
    const size = podSize(pod);
    if (!size) return;
    const zone = `${region}${Number.parseInt(pod.metadata.uid?.slice(0, 1) ?? "0", 16) % 2 === 0 ? "a" : "b"}`;
    const node = fargateNode(pod, size, zone);
    if (!(await client.find(`/api/v1/nodes/${node.metadata.name}`))) await client.create("/api/v1/nodes", node);
    const path = pathOf(pod);
    const annotations = { CapacityProvisioned: `${size.vcpu}vCPU ${size.memoryGb}GB` };
    await client.patch(path, "merge", { metadata: { annotations } });
    await client.create(`${path}/binding`, {
      apiVersion: "v1",
      kind: "Binding",
      metadata: { name: pod.metadata.name, namespace: pod.metadata.namespace },
      target: { apiVersion: "v1", kind: "Node", name: node.metadata.name },
    });
    this.#placed.add(pod.metadata.uid ?? "");
  }

  /**
   * Says why in a condition and in an event. The condition's reason is not "Unschedulable": Karpenter reads that as its
   * own task, and would start a node for a pod that is Fargate's.
   */
  async #refuse(pod: Pod, refusal: string): Promise<void> {
    const { uid = "", name, namespace } = pod.metadata;
    if (this.#refused.has(uid)) return;
    const message = `Pod not supported on Fargate: ${refusal}`;
    const condition = { type: "PodScheduled", status: "False", reason: "NotSupportedOnFargate", message };
    await this.options.client.patch(`${pathOf(pod)}/status`, "strategic-merge", {
      status: { conditions: [condition] },
    });
    await this.options.client.create(`/api/v1/namespaces/${namespace}/events`, {
      apiVersion: "v1",
      kind: "Event",
      metadata: { generateName: `${name}.`, namespace },
      involvedObject: { apiVersion: "v1", kind: "Pod", name, namespace, uid },
      type: "Warning",
      reason: "FailedScheduling",
      message,
      source: { component: FARGATE_SCHEDULER },
      firstTimestamp: new Date().toISOString(),
      lastTimestamp: new Date().toISOString(),
      count: 1,
    });
    this.#refused.add(uid);
  }

  async #drivers(pod: Pod): Promise<ReadonlyMap<string, string>> {
    const { client } = this.options;
    const drivers = new Map<string, string>();
    for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
      if (!persistentVolumeClaim) continue;
      const claims = `/api/v1/namespaces/${pod.metadata.namespace}/persistentvolumeclaims`;
      const claim = await client.find<PersistentVolumeClaim>(`${claims}/${persistentVolumeClaim.claimName}`);
      const classes = "/apis/storage.k8s.io/v1/storageclasses";
      const name = claim?.spec.storageClassName;
      const provisioner = name && (await client.find<StorageClass>(`${classes}/${name}`))?.provisioner;
      if (provisioner) drivers.set(persistentVolumeClaim.claimName, provisioner);
    }
    return drivers;
  }
}

function ageOf({ metadata }: Pod): number {
  return Date.now() - Date.parse(metadata.creationTimestamp ?? "");
}

function pathOf({ metadata }: Pod): string {
  return `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`;
}
