import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import type { Kubernetes } from "../kubernetes";
import type { KubeClient } from "../kubernetes/client";
import { type Deployment, isTrue, type Node, type Pod } from "../kubernetes/objects";
import type { World } from "../world";
import { eventually } from "./eventually";

const EXAMPLE = resolve(__dirname, "../../examples/inflate.yaml");
const DEPLOYMENT = "/apis/apps/v1/namespaces/default/deployments/inflate";
const PODS = "/api/v1/namespaces/default/pods?labelSelector=app%3Dinflate";
const JOINED_SECONDS = 90;

/** The control plane, for scenarios that need one. */
export function controlPlane({ kubernetes }: World): Kubernetes {
  assert.ok(kubernetes, "there is a control plane");
  return kubernetes;
}

/** Applies `examples/inflate.yaml` and scales it. */
export async function scale(client: KubeClient, replicas: number): Promise<void> {
  const deployment: Deployment = parse(readFileSync(EXAMPLE, "utf8"));
  const scaled: Deployment = { ...deployment, spec: { ...deployment.spec, replicas } };
  await client.apply(DEPLOYMENT, scaled);
}

/** Scales out, and waits until all pods run on nodes that Karpenter started. @returns those nodes */
export async function scaleOut(world: World, replicas: number): Promise<readonly Node[]> {
  const { client } = controlPlane(world);
  await scale(client, replicas);
  const running = async (): Promise<string | true> => {
    const pods = await workloadPods(client);
    const ready = pods.filter(({ status }) => isTrue(status?.conditions, "Ready"));
    return ready.length === replicas || `${ready.length} of ${replicas} are Ready; ${await whyPending(client, pods)}`;
  };
  await eventually("the pods of inflate", running, { seconds: JOINED_SECONDS, signal: world.signal });
  const names = new Set((await workloadPods(client)).map(({ spec }) => spec.nodeName));
  const nodes = (await karpenterNodes(client)).filter(({ metadata }) => names.has(metadata.name));
  assert.equal(nodes.length, names.size, "the pods run on nodes of Karpenter's, and not on Fargate");
  return nodes;
}

/** Nodes that belong to a node pool. */
export async function karpenterNodes(client: KubeClient): Promise<readonly Node[]> {
  const { items } = await client.get<{ items: Node[] }>("/api/v1/nodes?labelSelector=karpenter.sh%2Fnodepool");
  return items;
}

async function workloadPods(client: KubeClient): Promise<readonly Pod[]> {
  return (await client.get<{ items: Pod[] }>(PODS)).items;
}

async function whyPending(client: KubeClient, pods: readonly Pod[]): Promise<string> {
  const nodes = (await karpenterNodes(client)).map(({ metadata }) => metadata.name);
  const reasons = pods.flatMap(({ status }) => status?.conditions?.flatMap(({ message }) => message ?? []) ?? []);
  return [...new Set(reasons), nodes.length > 0 ? `nodes: ${nodes.join(", ")}` : "Karpenter started no node"].join(
    "; ",
  );
}
