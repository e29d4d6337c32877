import type { KubeObject, Metadata } from "../kubernetes/objects";
import type { World } from "../world";

interface Held extends KubeObject {
  readonly metadata: Metadata & { readonly finalizers?: readonly string[] };
}

// What Karpenter itself has to let go: it puts finalizers on all of them.
const KARPENTERS = [
  "/apis/karpenter.sh/v1/nodepools",
  "/apis/karpenter.sh/v1/nodeclaims",
  "/apis/karpenter.k8s.aws/v1/ec2nodeclasses",
] as const;

/** Objects that are being deleted and wait for Karpenter; in a line each. */
export async function stuck({ kubernetes }: World): Promise<readonly string[]> {
  if (!kubernetes) return [];
  const found = await Promise.all(
    KARPENTERS.map(async (path) => {
      const { items } = await kubernetes.client.get<{ items: Held[] }>(path).catch(() => ({ items: [] }));
      return items.map((item) => describe(path.split("/").at(-1) ?? path, item));
    }),
  );
  const waiting = found.flat().flatMap((line) => line ?? []);
  const alone = waiting.length > 0 && kubernetes.kubelet.controllers().length === 0;
  return alone ? [...waiting, "no Karpenter controller is there any more to let them go"] : waiting;
}

function describe(kind: string, { metadata }: Held): string | undefined {
  if (!metadata.deletionTimestamp) return undefined;
  return `${kind}/${metadata.name} is being deleted, and waits for ${metadata.finalizers?.join(", ") || "its owner"}`;
}
