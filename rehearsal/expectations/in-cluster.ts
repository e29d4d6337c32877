import assert from "node:assert/strict";
import type { KubeClient } from "../kubernetes/client";
import { type Condition, isTrue, type KubeObject, type Pod } from "../kubernetes/objects";

interface WithConditions extends KubeObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

type Named = { readonly items: readonly KubeObject[] };

/** Karpenter and CoreDNS run on Fargate. */
export async function expectAddonsOnFargate(client: KubeClient, namespace: string): Promise<void> {
  for (const [inNamespace, label] of [
    [namespace, "app.kubernetes.io/name=karpenter"],
    ["kube-system", "k8s-app=kube-dns"],
  ] as const) {
    const path = `/api/v1/namespaces/${inNamespace}/pods?labelSelector=${encodeURIComponent(label)}`;
    const { items } = await client.get<{ items: Pod[] }>(path);
    assert.ok(items.length > 0, `there are pods ${label}`);
    for (const { metadata, spec, status } of items) {
      assert.match(spec.nodeName ?? "nowhere", /^fargate-/, `${metadata.name} is on Fargate`);
      assert.ok(isTrue(status?.conditions, "Ready"), `${metadata.name} is Ready`);
    }
  }
}

/** Why a node pool or node class is not Ready yet; nothing when all are. */
export async function notReady(client: KubeClient): Promise<string | undefined> {
  const found = await Promise.all(
    ["/apis/karpenter.sh/v1/nodepools", "/apis/karpenter.k8s.aws/v1/ec2nodeclasses"].map(async (path) => {
      return (await client.get<{ items: WithConditions[] }>(path)).items;
    }),
  );
  assert.ok(
    found.every((items) => items.length > 0),
    "there are node pools and node classes",
  );
  const [first] = found.flat().filter(({ status }) => !isTrue(status?.conditions, "Ready"));
  if (!first) return undefined;
  const reasons = first.status?.conditions?.filter(({ status }) => status !== "True") ?? [];
  return `${first.metadata.name}: ${reasons.map(({ type, message }) => `${type} ${message ?? ""}`).join(", ")}`;
}

/** Nothing of the add-ons is left in the cluster, and no node: only what Kubernetes itself has, and the workload. */
export async function expectEmptyCluster(client: KubeClient): Promise<void> {
  const names = async (path: string) => (await client.get<Named>(path)).items.map(({ metadata }) => metadata.name);
  const own = ["default", "kube-node-lease", "kube-public", "kube-system"];
  assert.deepEqual((await names("/api/v1/namespaces")).sort(), own, "only Kubernetes's own namespaces are left");
  assert.deepEqual(await names("/api/v1/nodes"), [], "no node is left");
  const definitions = await names("/apis/apiextensions.k8s.io/v1/customresourcedefinitions");
  assert.deepEqual(definitions, [], "no definition of Karpenter's is left");
  for (const kind of ["clusterroles", "clusterrolebindings"]) {
    const left = await names(`/apis/rbac.authorization.k8s.io/v1/${kind}`);
    const karpenters = left.filter((name) => name.includes("karpenter"));
    assert.deepEqual(karpenters, [], `no ${kind} of Karpenter's are left`);
  }
  const secrets = await names("/api/v1/secrets");
  const releases = secrets.filter((name) => name.startsWith("sh.helm.release"));
  assert.deepEqual(releases, [], "Helm knows no release any more");
}
