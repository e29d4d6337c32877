import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { EmulatedAws } from "../emulated-aws";
import { addonPrograms, type Toolbox } from "../tools/build";
import { Authenticator } from "./authenticator";
import { ClusterAws } from "./aws";
import { makeCertificate } from "./certificate";
import type { KubeClient } from "./client";
import { type ControlPlane, startControlPlane } from "./control-plane";
import { CoreDns } from "./coredns";
import { assignToFargate } from "./fargate/profile";
import { FargateScheduler } from "./fargate/scheduler";
import { type Hooks, type Mutation, serveHooks } from "./hooks";
import { Kubelet, markControllers } from "./kubelet/kubelet";
import { startKwok } from "./kwok";
import type { Report } from "./loop";
import { NodeJoiner } from "./node-joiner";
import { podIdentity } from "./pod-identity";

export interface KubernetesOptions {
  readonly toolbox: Toolbox;
  /** Where data, keys and logs go; made if it is not there, and not removed. */
  readonly folder: string;
  readonly aws: EmulatedAws;
  /** Name of the cluster, which need not exist yet. */
  readonly cluster: string;
  /** How long a pod waits for its Fargate node. @default 500 */
  readonly fargateStartMilliseconds?: number;
  readonly report: Report;
}

/** A running control plane with everything of EKS that is outside of it. */
export interface Kubernetes {
  readonly client: KubeClient;
  /** Address of the API server. */
  readonly endpoint: string;
  /** Authority of the API server's certificate, as PEM. */
  readonly certificateAuthority: string;
  /** Kubeconfig of an administrator. */
  readonly kubeconfig: string;
  /** Lets tokens of `aws eks get-token` in, or refuses them. */
  readonly authenticator: Authenticator;
  readonly kubelet: Kubelet;
  readonly coreDns: CoreDns;
  /** Ends everything, in order; what was started ends by itself when this process dies. */
  stop(): Promise<void>;
}

/** Starts Kubernetes on loopback beside an emulated AWS, and tells AWS about it. */
export async function startKubernetes(options: KubernetesOptions): Promise<Kubernetes> {
  const { toolbox, folder, cluster, report } = options;
  mkdirSync(folder, { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    const { url, region } = options.aws;
    const aws = new ClusterAws({ url, region, cluster });
    const authenticator = new Authenticator();
    const { hooks, controlPlane } = await startServers(options, aws, authenticator, stops);
    const { client, kubeconfig } = controlPlane;
    if (!toolbox.stages) throw new Error("the rehearsal of Kubernetes needs KWOK's stages, which are not at hand");
    const kwok = await startKwok(toolbox.programs, toolbox.stages, kubeconfig, folder);
    stops.push(() => kwok.stop());
    for (const { name, log, exited } of [...controlPlane.processes, kwok]) {
      exited.then((code) => stopping || report(`${name} ended with code ${code}, see ${log}`));
    }
    const gate = join(folder, "addon-gate.json");
    const coreDns = new CoreDns({ client, aws, cluster, gate, report });
    stops.push(() => coreDns.stop());
    const startMilliseconds = options.fargateStartMilliseconds ?? 500;
    const fargate = new FargateScheduler({ client, aws, region, startMilliseconds, report });
    const joiner = new NodeJoiner({ client, aws, report });
    const kubelet = new Kubelet({ client, programs: addonPrograms(toolbox), folder, awsUrl: url, report });
    stops.push(
      () => fargate.stop(),
      () => joiner.stop(),
      () => kubelet.stop(),
    );
    await hooks.register(client);
    const { server: endpoint, certificateAuthority } = controlPlane.access;
    await options.aws.setControlPlane({
      endpoint,
      certificateAuthority: Buffer.from(certificateAuthority).toString("base64"),
      serviceAccountKeys: controlPlane.serviceAccountPublicKey,
      addonGate: gate,
    });
    return { client, endpoint, certificateAuthority, kubeconfig, authenticator, kubelet, coreDns, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServers(
  options: KubernetesOptions,
  aws: ClusterAws,
  authenticator: Authenticator,
  stops: (() => Promise<void>)[],
): Promise<{ hooks: Hooks; controlPlane: ControlPlane }> {
  const { toolbox, folder, report } = options;
  const certificate = makeCertificate(folder);
  let client: KubeClient | undefined;
  const identity: Mutation = async (pod) => (client ? podIdentity(client, options.aws.region)(pod) : undefined);
  const mutations = {
    fargate: assignToFargate(() => aws.fargateProfiles()),
    identity,
    process: markControllers(addonPrograms(toolbox)),
  };
  const hooks = await serveHooks(certificate, mutations, authenticator.authenticate, report);
  stops.push(() => hooks.stop());
  const issuer = await options.aws.issuer(options.cluster);
  const { programs } = toolbox;
  const controlPlane = await startControlPlane({
    programs,
    folder,
    certificate,
    issuer,
    authenticator: hooks.authenticator,
  });
  stops.push(() => controlPlane.stop());
  client = controlPlane.client;
  return { hooks, controlPlane };
}
