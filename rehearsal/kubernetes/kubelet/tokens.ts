import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { KubeClient } from "../client";
import type { Container, Pod } from "../objects";

/** Well before they expire: the API server gives no token for less than ten minutes. */
const REFRESH_MILLISECONDS = 5 * 60_000;

/** The token volumes of a container, as files on this machine that are renewed. */
export interface Tokens {
  /** The path on this machine of a path in the container, if it lies in a token volume. */
  locate(path: string): string | undefined;
  stop(): void;
}

/** Makes the service account tokens that a pod's volumes ask for, bound to the pod as a kubelet's are. */
export async function mountTokens(
  client: KubeClient,
  pod: Pod,
  container: Container,
  folder: string,
  report: (line: string) => void,
): Promise<Tokens> {
  const mounts = container.volumeMounts ?? [];
  const wanted = (pod.spec.volumes ?? []).flatMap((volume) =>
    (volume.projected?.sources ?? []).flatMap(({ serviceAccountToken }) =>
      serviceAccountToken ? [{ volume: volume.name, ...serviceAccountToken }] : [],
    ),
  );
  const renew = async (): Promise<void> => {
    for (const { volume, path, audience, expirationSeconds } of wanted) {
      const token = await requestToken(client, pod, audience, expirationSeconds);
      writeWhole(join(folder, volume, path), token);
    }
  };
  await renew();
  const timer = setInterval(() => {
    renew().catch((error: unknown) => report(`tokens of ${pod.metadata.name}: ${error}`));
  }, REFRESH_MILLISECONDS);
  return {
    locate: (path) => {
      const mount = mounts.find(({ mountPath }) => path.startsWith(`${mountPath}/`));
      if (!mount || !wanted.some(({ volume }) => volume === mount.name)) return undefined;
      return join(folder, mount.name, path.slice(mount.mountPath.length));
    },
    stop: () => clearInterval(timer),
  };
}

async function requestToken(
  client: KubeClient,
  { metadata, spec }: Pod,
  audience: string | undefined,
  expirationSeconds = 3600,
): Promise<string> {
  const account = `/api/v1/namespaces/${metadata.namespace}/serviceaccounts/${spec.serviceAccountName ?? "default"}`;
  const answer = await client.create<{ status: { token: string } }>(`${account}/token`, {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: {
      audiences: audience ? [audience] : [],
      expirationSeconds,
      boundObjectRef: { apiVersion: "v1", kind: "Pod", name: metadata.name, uid: metadata.uid },
    },
  });
  return answer.status.token;
}

/** In one step, so that a reader never finds half a token. */
function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
