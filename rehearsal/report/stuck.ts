import type { KubeClient } from "../kubernetes/client";
import type { KubeObject } from "../kubernetes/objects";
import type { World } from "../world";

interface Definition extends KubeObject {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly storage: boolean }[];
  };
}

/** Custom resources that are being deleted and wait for their controller; in a line each. */
export async function stuck({ kubernetes }: World): Promise<readonly string[]> {
  if (!kubernetes) return [];
  const { client, kubelet } = kubernetes;
  const definitions = await list<Definition>(client, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions");
  const found = await Promise.all(
    definitions.map(async ({ spec: { group, names, versions } }) => {
      const version = versions.find(({ storage }) => storage)?.name;
      const items = await list<KubeObject>(client, `/apis/${group}/${version}/${names.plural}`);
      return items.flatMap((item) => describe(names.plural, item) ?? []);
    }),
  );
  const waiting = found.flat();
  const alone = waiting.length > 0 && kubelet.controllers().length === 0;
  return alone ? [...waiting, "no controller is there any more to let them go"] : waiting;
}

async function list<T>(client: KubeClient, path: string): Promise<readonly T[]> {
  return client.get<{ items: T[] }>(path).then(
    ({ items }) => items,
    () => [],
  );
}

function describe(kind: string, { metadata }: KubeObject): string | undefined {
  if (!metadata.deletionTimestamp) return undefined;
  return `${kind}/${metadata.name} is being deleted, and waits for ${metadata.finalizers?.join(", ") || "its owner"}`;
}
