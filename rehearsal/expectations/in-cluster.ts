import assert from "node:assert/strict";
import type { KubeClient } from "../kubernetes/client";
import { type Deployment, isTrue, type KubeObject, type Pod } from "../kubernetes/objects";

type Named = { readonly items: readonly KubeObject[] };

/** Namespace of the workload; whatever else runs is an add-on's. */
const WORKLOADS = "default";

/** All pods of the add-ons' Deployments run on Fargate, and CoreDNS is one of them. */
export async function expectAddonsOnFargate(client: KubeClient): Promise<void> {
  const { items } = await client.get<{ items: Deployment[] }>("/apis/apps/v1/deployments");
  const addons = items.filter(({ metadata }) => metadata.namespace !== WORKLOADS);
  const names = addons.map(({ metadata }) => metadata.name);
  assert.ok(names.includes("coredns"), `CoreDNS is among the Deployments: ${names.join(", ")}`);
  for (const { metadata, spec } of addons) {
    const labels = Object.entries(spec.selector.matchLabels).map((label) => label.join("="));
    await expectOnFargate(client, metadata.namespace ?? "", labels.join(","));
  }
}

/** The pods of that namespace that have these labels run on Fargate; there are some. */
export async function expectOnFargate(client: KubeClient, namespace: string, labels: string): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(labels)}`;
  const { items } = await client.get<{ items: Pod[] }>(path);
  assert.ok(items.length > 0, `there are pods ${labels} in ${namespace}`);
  for (const { metadata, spec, status } of items) {
    assert.match(spec.nodeName ?? "nowhere", /^fargate-/, `${metadata.name} is on Fargate`);
    assert.ok(isTrue(status?.conditions, "Ready"), `${metadata.name} is Ready`);
  }
}

/** Nothing of the add-ons is left in the cluster, and no node: only what Kubernetes itself has, and the workload. */
export async function expectEmptyCluster(client: KubeClient): Promise<void> {
  const names = async (path: string) => (await client.get<Named>(path)).items.map(({ metadata }) => metadata.name);
  const own = ["default", "kube-node-lease", "kube-public", "kube-system"];
  assert.deepEqual((await names("/api/v1/namespaces")).sort(), own, "only Kubernetes's own namespaces are left");
  assert.deepEqual(await names("/api/v1/nodes"), [], "no node is left");
  const definitions = await names("/apis/apiextensions.k8s.io/v1/customresourcedefinitions");
  assert.deepEqual(definitions, [], "no definition of custom resources is left");
  // Helm labels whatever it installs.
  const installed = `labelSelector=${encodeURIComponent("app.kubernetes.io/managed-by=Helm")}`;
  for (const kind of ["clusterroles", "clusterrolebindings"]) {
    const left = await names(`/apis/rbac.authorization.k8s.io/v1/${kind}?${installed}`);
    assert.deepEqual(left, [], `no ${kind} of a release are left`);
  }
  const secrets = await names("/api/v1/secrets");
  const releases = secrets.filter((name) => name.startsWith("sh.helm.release"));
  assert.deepEqual(releases, [], "Helm knows no release any more");
}
