import { createServer } from "node:https";
import type { Certificate } from "./certificate";
import type { KubeClient } from "./client";
import type { Report } from "./loop";
import type { Pod } from "./objects";

/** A change to a pod that is about to be made: the pod as it shall be, or nothing where it is right as it is. */
export type Mutation = (pod: Pod) => Promise<Pod | undefined>;

/** The review of a token; the answer is the status of a TokenReview. */
export type Authentication = (token: string) => Promise<unknown>;

export interface Hooks {
  readonly url: string;
  readonly authenticator: string;
  /** Puts the mutations into effect, in the order of their names. */
  register(client: KubeClient): Promise<void>;
  stop(): Promise<void>;
}

const CONFIGURATION = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/rehearsal-eks";

/** Serves what an EKS control plane has outside of Kubernetes: changes to pods at admission, and authentication. */
export function serveHooks(
  certificate: Certificate,
  mutations: Readonly<Record<string, Mutation>>,
  authenticate: Authentication,
  report: Report,
): Promise<Hooks> {
  const answer = async (path: string, body: string): Promise<unknown> => {
    const given: Review = JSON.parse(body);
    if (path === "/authenticate") return { ...given, status: await authenticate(given.spec?.token ?? "") };
    const mutation = mutations[path.slice(1)];
    if (!mutation || !given.request) throw new Error(`nothing answers at ${path}`);
    return { ...given, request: undefined, response: await mutate(mutation, given.request) };
  };
  const server = createServer({ cert: certificate.certificate, key: certificate.key }, (incoming, outgoing) => {
    let body = "";
    incoming.setEncoding("utf8");
    incoming.on("data", (chunk: string) => {
      body += chunk;
    });
    incoming.on("end", () => {
      answer((incoming.url ?? "").split("?")[0] ?? "", body).then(
        (document) => outgoing.setHeader("Content-Type", "application/json").end(JSON.stringify(document)),
        (error: unknown) => {
          report(`hook ${incoming.url}: ${error instanceof Error ? error.message : error}`);
          outgoing.writeHead(500).end();
        },
      );
    });
  });
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const url = `https://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
      resolve({
        url,
        authenticator: `${url}/authenticate`,
        register: (client) => register(client, url, certificate, Object.keys(mutations)),
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

interface Review {
  readonly spec?: { readonly token?: string };
  readonly request?: AdmissionRequest;
}

interface AdmissionRequest {
  readonly uid: string;
  readonly namespace: string;
  readonly object: Pod;
}

async function mutate(mutation: Mutation, { uid, namespace, object }: AdmissionRequest): Promise<unknown> {
  const pod = { ...object, metadata: { ...object.metadata, namespace } };
  const wanted = await mutation(pod);
  if (!wanted) return { uid, allowed: true };
  const patch = [
    { op: "add", path: "/metadata/labels", value: wanted.metadata.labels ?? {} },
    { op: "add", path: "/metadata/annotations", value: wanted.metadata.annotations ?? {} },
    { op: "add", path: "/spec", value: wanted.spec },
  ];
  return { uid, allowed: true, patchType: "JSONPatch", patch: Buffer.from(JSON.stringify(patch)).toString("base64") };
}

async function register(client: KubeClient, url: string, certificate: Certificate, names: string[]): Promise<void> {
  await client.apply(CONFIGURATION, {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingWebhookConfiguration",
    metadata: { name: "rehearsal-eks" },
    ...{
      webhooks: names.toSorted().map((name) => ({
        name: `${name}.rehearsal.eks`,
        admissionReviewVersions: ["v1"],
        clientConfig: { url: `${url}/${name}`, caBundle: Buffer.from(certificate.certificate).toString("base64") },
        // As on EKS: without the webhook pods are made all the same, and stay Pending.
        failurePolicy: "Ignore",
        sideEffects: "None",
        timeoutSeconds: 10,
        rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
      })),
    },
  });
}
