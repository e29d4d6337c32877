import type { Aws, Instance } from "./aws";
import type { KubeClient } from "./client";
import { type Followed, follow } from "./follow";
import { KUBELET_LABEL } from "./kwok";
import { type Loop, type Report, repeat } from "./loop";
import { isTrue, type Node, type NodeClaim, type Taint } from "./objects";

/** Annotation of nodes that stand for an EC2 instance: its id. */
const INSTANCE_ANNOTATION = "rehearsal/instance";

const UNREGISTERED: Taint = { key: "karpenter.sh/unregistered", effect: "NoExecute" };

export interface NodeJoinerOptions {
  readonly client: KubeClient;
  readonly aws: Pick<Aws, "instances" | "joinRefusal">;
  readonly report: Report;
  /** How often EC2 is asked while there are instances to wait for. */
  readonly milliseconds?: number;
}

/**
 * What an EC2 node's boot and its end look like from the API server: an instance that Karpenter launched registers
 * itself as a Node if its role has an access entry, and the Node of an instance that is gone turns NotReady and is removed, as by the cloud controller manager.
 */
export class NodeJoiner {
  readonly #claims: Followed<NodeClaim>;
  readonly #nodes: Followed<Node>;
  readonly #loop: Loop;
  /** Refusals that were reported. */
  readonly #refusals = new Set<string>();

  constructor(private readonly options: NodeJoinerOptions) {
    const wake = () => this.#loop?.wake();
    this.#claims = follow<NodeClaim>(options.client, "/apis/karpenter.sh/v1/nodeclaims", wake);
    this.#nodes = follow<Node>(options.client, "/api/v1/nodes", () => undefined);
    this.#loop = repeat("node joiner", options.milliseconds ?? 1000, () => this.#reconcile(), options.report);
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await Promise.all([this.#claims.stop(), this.#nodes.stop()]);
  }

  async #reconcile(): Promise<void> {
    const claims = this.#claims.items().filter(({ status }) => status?.providerID);
    const nodes = this.#nodes.items();
    const joined = nodes.filter(({ metadata }) => metadata.annotations?.[INSTANCE_ANNOTATION]);
    if (claims.length === 0 && joined.length === 0) return;
    const instances = new Map((await this.options.aws.instances()).map((one) => [one.id, one]));
    const present = new Set(nodes.map(({ spec }) => spec.providerID));
    for (const claim of claims) {
      const instance = instances.get(claim.status?.providerID?.split("/").at(-1) ?? "");
      if (instance?.state !== "running" || claim.metadata.deletionTimestamp) continue;
      if (!present.has(claim.status?.providerID)) await this.#join(claim, instance);
    }
    for (const node of joined) {
      const state = instances.get(node.metadata.annotations?.[INSTANCE_ANNOTATION] ?? "")?.state;
      if (state === "running" || state === "pending") await this.#settle(node, claims);
      else await this.#lose(node);
    }
  }

  async #join(claim: NodeClaim, instance: Instance): Promise<void> {
    const { client, aws, report } = this.options;
    const path = "/api/v1/nodes";
    if (await client.find(`${path}/${instance.privateDnsName}`)) return;
    const refusal = await aws.joinRefusal(instance);
    if (!refusal) await client.create(path, nodeOf(claim, instance));
    else if (!this.#refusals.has(refusal)) {
      this.#refusals.add(refusal);
      report(`an instance can't join: ${refusal}`);
    }
  }

  /** Takes off the startup taints, as the DaemonSets that they wait for would once they run. */
  async #settle(node: Node, claims: readonly NodeClaim[]): Promise<void> {
    if (!isTrue(node.status?.conditions, "Ready") || node.metadata.deletionTimestamp) return;
    const claim = claims.find(({ status }) => status?.providerID === node.spec.providerID);
    const startup = new Set(claim?.spec.startupTaints?.map(({ key, effect }) => `${key}:${effect}`));
    const taints = node.spec.taints ?? [];
    const kept = taints.filter(({ key, effect }) => !startup.has(`${key}:${effect}`));
    if (kept.length === taints.length) return;
    await this.options.client.patch(`/api/v1/nodes/${node.metadata.name}`, "merge", { spec: { taints: kept } });
  }

  async #lose({ metadata }: Node): Promise<void> {
    const { client } = this.options;
    const path = `/api/v1/nodes/${metadata.name}`;
    if (metadata.labels?.[KUBELET_LABEL]) {
      // First from KWOK, which would make it Ready again.
      await client.patch(path, "merge", { metadata: { labels: { [KUBELET_LABEL]: null } } });
      const condition = {
        type: "Ready",
        status: "Unknown",
        reason: "NodeStatusUnknown",
        message: "the instance is gone",
      };
      await client.patch(`${path}/status`, "strategic-merge", { status: { conditions: [condition] } });
    }
    if (!metadata.deletionTimestamp) await client.remove(path);
  }
}

/** The Node as a kubelet registers it with what Karpenter's user data tells it. */
export function nodeOf({ metadata, spec, status }: NodeClaim, instance: Instance): Node {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: instance.privateDnsName,
      annotations: { [INSTANCE_ANNOTATION]: instance.id },
      labels: {
        ...metadata.labels,
        "karpenter.sh/do-not-sync-taints": "true",
        "kubernetes.io/hostname": instance.privateDnsName,
        [KUBELET_LABEL]: "kwok",
      },
    },
    spec: {
      providerID: status?.providerID,
      taints: [UNREGISTERED, ...(spec.taints ?? []), ...(spec.startupTaints ?? [])],
    },
    status: { capacity: status?.capacity, allocatable: status?.allocatable },
  };
}
