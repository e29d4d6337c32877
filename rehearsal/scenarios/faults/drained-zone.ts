import assert from "node:assert/strict";
import type { ClusterDescription } from "../../product";
import type { World } from "../../world";
import { eventually } from "../eventually";
import { runningInstances } from "../instances";
import { expectNoChange } from "../plans";
import { controlPlane, karpenterNodes, scaleOut } from "../workload";
import { part } from "./part";
import { failure } from "./recovery";

const REPLICAS = 5;
const STAYING = ["eu-central-1a", "eu-central-1b"];
const GOING = "eu-central-1c";

/** Karpenter looks at the subnets once a minute, and then replaces one node after the other. */
const DRAINED_SECONDS = 420;

/** A zone of nodes is removed in two deploys: one drains it, the next takes what is left of it. */
export const drainedZone = part("a zone is drained", "kubernetes", "empty", async (world) => {
  const { project, signal } = world;
  await project.synthesize(withZones({ zones: [...STAYING, GOING], nodesIn: GOING }));
  await project.deploy();
  await scaleOut(world, REPLICAS);
  assert.deepEqual(await zonesOfNodes(world), [GOING], "the nodes are in the zone that is going to be removed");

  await project.synthesize(withZones({ zones: STAYING }));
  const refused = await failure(project.deploy());
  assert.match(refused?.printed ?? "a deploy", /network\.draining/, "a zone with nodes isn't removed at once");

  await project.synthesize(withZones({ zones: [...STAYING, GOING], draining: [GOING] }));
  await project.deploy();
  const drained = async () => {
    const zones = await zonesOfNodes(world);
    return (zones.length > 0 && !zones.includes(GOING)) || `nodes are in ${zones.join(", ")}`;
  };
  await eventually(`the nodes to leave ${GOING}`, drained, { seconds: DRAINED_SECONDS, signal });
  await scaleOut(world, REPLICAS);

  await project.synthesize(withZones({ zones: STAYING }));
  await project.deploy();
  await expectNoChange(world, "after a zone was removed");
  assert.ok(!(await zonesOfNodes(world)).includes(GOING), `no node is in ${GOING}`);
  await project.destroy();
});

function withZones({ zones, draining = [], nodesIn }: { zones: string[]; draining?: string[]; nodesIn?: string }) {
  return (cluster: ClusterDescription) => {
    cluster.network = { ...cluster.network, availabilityZones: zones, draining };
    cluster.controlPlane = { ...cluster.controlPlane, availabilityZones: STAYING };
    const [pool] = cluster.karpenter?.nodePools ?? [];
    assert.ok(pool, "the cluster file has a node pool");
    if (nodesIn !== undefined) {
      const requirements = [{ key: "topology.kubernetes.io/zone", operator: "In" as const, values: [nodesIn] }];
      pool.template = { spec: { requirements } };
    }
  };
}

/** Zones where a node of Karpenter's is, or an instance runs, sorted. */
async function zonesOfNodes(world: World): Promise<readonly string[]> {
  const nodes = await karpenterNodes(controlPlane(world).client);
  const ofNodes = nodes.map(({ metadata }) => metadata.labels?.["topology.kubernetes.io/zone"] ?? "no zone");
  const instances = await runningInstances(world.client);
  return [...new Set([...ofNodes, ...instances.map(({ placement }) => placement.availabilityZone)])].sort();
}
