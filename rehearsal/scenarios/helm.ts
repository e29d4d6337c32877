import assert from "node:assert/strict";
import { run } from "../command";
import type { KubeClient } from "../kubernetes/client";
import { required } from "../kubernetes/control-plane";
import type { KubeObject } from "../kubernetes/objects";
import type { World } from "../world";
import { controlPlane } from "./workload";

interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly revision: string;
  readonly status: string;
}

/** Runs Helm as an administrator would. @throws CommandError */
export async function helm(world: World, ...parameters: readonly string[]): Promise<string> {
  const { kubeconfig } = controlPlane(world);
  const environment = { ...process.env, KUBECONFIG: kubeconfig };
  const program = required(world.toolbox?.programs ?? {}, "helm");
  const { folder, signal } = world;
  const { output } = await run(program, parameters, { folder, environment, signal, log: world.project.log });
  return output;
}

/** The releases in the cluster, whatever their status, by name. */
export async function releases(world: World): Promise<ReadonlyMap<string, Release>> {
  const all: Release[] = JSON.parse(await helm(world, "list", "--all", "--all-namespaces", "--output", "json"));
  return new Map(all.map((release) => [release.name, release]));
}

/** As docs/operations.md says of a release whose removal had begun, in a cluster that is to stay. */
export async function restoreRelease(world: World, name: string): Promise<void> {
  const { status, revision, namespace = "" } = (await releases(world)).get(name) ?? {};
  if (status !== "uninstalling") return;
  await helm(world, "rollback", name, String(revision), "--namespace", namespace);
  assert.equal((await releases(world)).get(name)?.status, "deployed", `${name} is deployed again`);
}

/** Takes away Helm's records of a release, so that it can't be read. @returns what brings them back */
export async function hide(client: KubeClient, release: string): Promise<() => Promise<void>> {
  const selector = encodeURIComponent(`owner=helm,name=${release}`);
  const { items } = await client.get<{ items: KubeObject[] }>(`/api/v1/secrets?labelSelector=${selector}`);
  if (items.length === 0) throw new Error(`Helm has no record of ${release}`);
  const folder = ({ metadata }: KubeObject) => `/api/v1/namespaces/${metadata.namespace}/secrets`;
  for (const item of items) await client.remove(`${folder(item)}/${item.metadata.name}`);
  return async () => {
    for (const item of items) {
      const { name, namespace, labels } = item.metadata;
      await client.create(folder(item), { ...item, metadata: { name, namespace, labels } });
    }
  };
}
