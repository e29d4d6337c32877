import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ToolName } from "../tools/catalogue";
import { type Certificate, makeServiceAccountKeys } from "./certificate";
import { type Access, KubeClient } from "./client";
import { writeKubeconfig } from "./kubeconfig";
import { freePort, type Guarded, lastLines, start } from "./processes";

export type Programs = Readonly<Partial<Record<ToolName, string>>>;

export interface ControlPlaneOptions {
  readonly programs: Programs;
  /** Where data, keys and logs go; an empty folder. */
  readonly folder: string;
  readonly certificate: Certificate;
  /** Issuer of service account tokens: the OIDC issuer of the cluster in AWS. */
  readonly issuer: string;
  /** Asked about tokens that the API server does not know. */
  readonly authenticator: string;
}

export interface ControlPlane {
  readonly access: Access;
  readonly client: KubeClient;
  /** Kubeconfig of an administrator. */
  readonly kubeconfig: string;
  /** Public key that checks service account tokens, as PEM. */
  readonly serviceAccountPublicKey: string;
  readonly processes: readonly Guarded[];
  stop(): Promise<void>;
}

const READY_SECONDS = 60;

/** Starts etcd, API server, controller manager and scheduler on free ports of loopback, and waits for them. */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const { folder, certificate } = options;
  const processes: Guarded[] = [];
  const stop = async (): Promise<void> => {
    // The API server last but one, and etcd after it: what still writes must find both.
    for (const process of processes.toReversed()) await process.stop();
  };
  try {
    const etcd = await startEtcd(options);
    processes.push(etcd.process);
    const token = randomBytes(24).toString("hex");
    const port = await freePort();
    const access = { server: `https://127.0.0.1:${port}`, certificateAuthority: certificate.certificate, token };
    const keys = makeServiceAccountKeys(folder);
    const server = startApiServer(options, { port, etcd: etcd.url, token, keys });
    processes.push(server);
    const client = new KubeClient(access);
    await untilReady(server, async () => (await client.text("/readyz")) === "ok");
    const kubeconfig = writeKubeconfig(join(folder, "admin.kubeconfig"), access, { token });
    processes.push(
      startControllerManager(options, kubeconfig, keys.privateKeyFile),
      startScheduler(options, kubeconfig),
    );
    // Pods are refused until the controller manager has made the namespace's service account.
    await untilReady(processes.at(-2) ?? server, async () => {
      return (await client.find("/api/v1/namespaces/default/serviceaccounts/default")) !== undefined;
    });
    return {
      access,
      client,
      kubeconfig,
      serviceAccountPublicKey: keys.publicKeyFile,
      processes,
      stop: async () => {
        client.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startEtcd({ programs, folder }: ControlPlaneOptions): Promise<{ process: Guarded; url: string }> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const peer = `http://127.0.0.1:${await freePort()}`;
  const parameters = [
    "--name=rehearsal",
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=rehearsal=${peer}`,
    // Nothing here has to survive a power cut.
    "--unsafe-no-fsync",
  ];
  const process = start("etcd", required(programs, "etcd"), parameters, { log: join(folder, "etcd.log") });
  await untilReady(process, async () => (await fetch(`${url}/health`)).ok);
  return { process, url };
}

function startApiServer(
  { programs, folder, certificate, issuer, authenticator }: ControlPlaneOptions,
  made: { port: number; etcd: string; token: string; keys: { privateKeyFile: string; publicKeyFile: string } },
): Guarded {
  const tokens = join(folder, "tokens.csv");
  writeFileSync(tokens, `${made.token},rehearsal-admin,rehearsal-admin,"system:masters"\n`, { mode: 0o600 });
  const authentication = join(folder, "authenticator.kubeconfig");
  const authenticatorAccess = { server: authenticator, certificateAuthority: certificate.certificate };
  writeKubeconfig(authentication, authenticatorAccess, { token: "none" });
  const parameters = [
    `--etcd-servers=${made.etcd}`,
    `--secure-port=${made.port}`,
    "--bind-address=127.0.0.1",
    "--advertise-address=127.0.0.1",
    // It complains of an endpoint on loopback otherwise.
    "--endpoint-reconciler-type=none",
    `--tls-cert-file=${certificate.certificateFile}`,
    `--tls-private-key-file=${certificate.keyFile}`,
    `--service-account-signing-key-file=${made.keys.privateKeyFile}`,
    `--service-account-key-file=${made.keys.publicKeyFile}`,
    `--service-account-issuer=${issuer}`,
    `--api-audiences=${issuer},https://kubernetes.default.svc,sts.amazonaws.com`,
    "--service-cluster-ip-range=172.20.0.0/16",
    "--authorization-mode=RBAC",
    "--allow-privileged",
    `--token-auth-file=${tokens}`,
    `--authentication-token-webhook-config-file=${authentication}`,
    "--authentication-token-webhook-version=v1",
    // A token that is refused from now on must be refused at once.
    "--authentication-token-webhook-cache-ttl=0s",
  ];
  const log = join(folder, "kube-apiserver.log");
  return start("kube-apiserver", required(programs, "kube-apiserver"), parameters, { log });
}

function startControllerManager(
  { programs, folder, certificate }: ControlPlaneOptions,
  kubeconfig: string,
  signingKey: string,
): Guarded {
  const parameters = [
    `--kubeconfig=${kubeconfig}`,
    `--service-account-private-key-file=${signingKey}`,
    `--root-ca-file=${certificate.certificateFile}`,
    "--use-service-account-credentials",
    "--leader-elect=false",
    "--secure-port=0",
  ];
  const log = join(folder, "kube-controller-manager.log");
  return start("kube-controller-manager", required(programs, "kube-controller-manager"), parameters, { log });
}

function startScheduler({ programs, folder }: ControlPlaneOptions, kubeconfig: string): Guarded {
  const parameters = [`--kubeconfig=${kubeconfig}`, "--leader-elect=false", "--secure-port=0"];
  const log = join(folder, "kube-scheduler.log");
  return start("kube-scheduler", required(programs, "kube-scheduler"), parameters, { log });
}

/** The path of a program; without it there is no Kubernetes half. */
export function required(programs: Programs, name: ToolName): string {
  const path = programs[name];
  if (!path) throw new Error(`the rehearsal of Kubernetes needs ${name}, which is not at hand`);
  return path;
}

async function untilReady(process: Guarded, ready: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_SECONDS * 1000;
  while (!(await ready().catch(() => false))) {
    if (!process.running()) throw new Error(`${process.name} ended while it was starting:\n${lastLines(process.log)}`);
    if (Date.now() > deadline)
      throw new Error(`${process.name} is not ready after ${READY_SECONDS} s; see ${process.log}`);
    await pause(100);
  }
}
