import { renameSync, writeFileSync } from "node:fs";
import type { Addon, Aws } from "./aws";
import type { KubeClient } from "./client";
import { COMPUTE_TYPE } from "./fargate/profile";
import { type Loop, type Report, repeat } from "./loop";
import { type Deployment, isTrue, type KubeObject, type Pod } from "./objects";

const DEPLOYMENT = "/apis/apps/v1/namespaces/kube-system/deployments/coredns";
const SERVICE = "/api/v1/namespaces/kube-system/services/kube-dns";
const PODS = "/api/v1/namespaces/kube-system/pods?labelSelector=k8s-app%3Dkube-dns";

export interface CoreDnsOptions {
  readonly client: KubeClient;
  readonly aws: Pick<Aws, "addon">;
  readonly cluster: string;
  /** File that tells AWS whether the add-on's pods are Ready: `{"<cluster>/coredns": Verdict}`. */
  readonly gate: string;
  readonly report: Report;
}

export interface Verdict {
  readonly ready: boolean;
  /** What is wrong, when they are not. */
  readonly issue?: string;
}

/** The pods of the managed add-on CoreDNS: there while the add-on is, and Ready where there is a place for them. */
export class CoreDns {
  readonly #loop: Loop;
  #installed = "";
  #verdict: Verdict = { ready: false, issue: "its pods have not been made yet" };

  constructor(private readonly options: CoreDnsOptions) {
    this.#write();
    this.#loop = repeat("CoreDNS", 500, () => this.#reconcile(), options.report);
  }

  /** Whether the add-on's pods are Ready. */
  verdict(): Verdict {
    return this.#verdict;
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #reconcile(): Promise<void> {
    const { client, aws } = this.options;
    const addon = await aws.addon("coredns");
    const wanted = addon && addon.status !== "DELETING" ? JSON.stringify(addon.configuration) : "";
    if (wanted !== this.#installed) {
      if (addon && wanted) await install(client, addon);
      else await Promise.all([client.remove(DEPLOYMENT), client.remove(SERVICE)]);
      this.#installed = wanted;
    }
    const verdict = await findVerdict(client);
    if (JSON.stringify(verdict) === JSON.stringify(this.#verdict)) return;
    this.#verdict = verdict;
    this.#write();
  }

  #write(): void {
    const { gate, cluster } = this.options;
    writeFileSync(`${gate}.new`, JSON.stringify({ [`${cluster}/coredns`]: this.#verdict }));
    renameSync(`${gate}.new`, gate);
  }
}

async function install(client: KubeClient, { configuration }: Addon): Promise<void> {
  await client.apply(SERVICE, SERVICE_OBJECT);
  await client.apply(DEPLOYMENT, deployment(configuration));
}

const SERVICE_OBJECT: KubeObject & { spec: unknown } = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "kube-dns", namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  spec: {
    selector: { "k8s-app": "kube-dns" },
    clusterIP: "172.20.0.10",
    ports: [
      { name: "dns", port: 53, protocol: "UDP" },
      { name: "dns-tcp", port: 53, protocol: "TCP" },
    ],
  },
};

/** The add-on's Deployment, as far as it decides where pods run. Without `computeType` they are kept off Fargate. */
function deployment(configuration: Addon["configuration"]): KubeObject & { spec: unknown } {
  const labels = { "k8s-app": "kube-dns" };
  const onFargate = String(configuration.computeType ?? "").toLowerCase() === "fargate";
  const resources = configuration.resources ?? {
    requests: { cpu: "100m", memory: "70Mi" },
    limits: { memory: "170Mi" },
  };
  const tolerations = configuration.tolerations ?? [{ key: "CriticalAddonsOnly", operator: "Exists" }];
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "coredns", namespace: "kube-system", labels },
    spec: {
      replicas: configuration.replicaCount ?? 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: onFargate ? {} : { [COMPUTE_TYPE]: "ec2" } },
        spec: {
          tolerations,
          nodeSelector: configuration.nodeSelector,
          containers: [{ name: "coredns", image: "coredns", resources }],
        },
      },
    },
  };
}

async function findVerdict(client: KubeClient): Promise<Verdict> {
  const found = await client.find<Deployment>(DEPLOYMENT);
  if (!found) return { ready: false, issue: "its pods have not been made yet" };
  const replicas = found.spec.replicas ?? 1;
  const ready = found.status?.readyReplicas ?? 0;
  if (ready >= replicas && (found.status?.updatedReplicas ?? 0) >= replicas) return { ready: true };
  const { items } = await client.get<{ items: Pod[] }>(PODS);
  const pending = items.find(({ status }) => !isTrue(status?.conditions, "Ready"));
  const reason = pending?.status?.conditions?.find(({ type, status }) => type === "PodScheduled" && status === "False");
  return {
    ready: false,
    issue: `${ready} of ${replicas} pods are Ready${reason?.message ? `: ${reason.message}` : ""}`,
  };
}
