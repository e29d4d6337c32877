import assert from "node:assert/strict";
import { CommandError } from "../command";
import { applySample, baseline, PRINCIPALS, SAMPLES } from "../edits/samples";
import { type Change, type ClusterDescription, ClusterSchema, clusterKeys, mayRemove } from "../product";
import type { World } from "../world";
import { list } from "../xml";
import { expectNoChange, readable } from "./plans";
import { makeRoles, removeRoles } from "./roles";
import type { Scenario } from "./scenario";
import { expectTakenIn } from "./taken-in";

/** Keys whose changes are planned together, for what one removes can't be taken for the work of another. */
interface Group {
  readonly change: Change;
  readonly keys: readonly string[];
}

/** These contradict other samples, and so have a plan of their own. */
const APART = [
  "controlPlane.endpoint.public",
  "controlPlane.endpoint.private",
  "network.flowLogs.enabled",
  "network.vpcId",
  "region",
];

/** For each key, what the schema says of a change is what a plan does. */
export const edits: Scenario = {
  number: 10,
  name: "edits",
  needs: "aws",
  run: async (world, note) => {
    const { project } = world;
    await makeRoles(world, PRINCIPALS);
    await project.synthesize(baseline);
    await project.deploy();
    await expectNoChange(world, "of what is going to be edited");
    for (const [what, look] of steps()) {
      note(what);
      await look(world);
    }
    await project.synthesize(baseline);
    await expectNoChange(world, "after all edits were taken back");
    // The cluster stays as it is now: what left the description would be removed by nobody where Helm's CLI stands in.
    await removeRoles(world, PRINCIPALS);
  },
};

/** All that is looked at, none of which changes anything in AWS. */
function steps(): readonly (readonly [what: string, look: (world: World) => Promise<void>])[] {
  return [
    ...groups().map(({ change, keys }) => {
      const look = async (world: World) => {
        await world.project.synthesize(edit(keys));
        if (change.kind === "impossible") await expectRefusal(world, keys);
        else if (keys.includes("karpenter.namespace")) await expectMove(world, { change, keys });
        else await expectNoMore(world, { change, keys });
      };
      return [`${change.kind}: ${keys.join(", ")}`, look] as const;
    }),
    ["a zone less, with a node in it", expectNodeKept],
    ["taken in by import", (world) => expectTakenInWith(world, [])],
    // EKS doesn't tell who its creator was.
    ["taken in by import, creatorAdmin off", (world) => expectTakenInWith(world, ["controlPlane.access.creatorAdmin"])],
    ["protected", expectProtection],
  ];
}

async function expectTakenInWith(world: World, keys: readonly string[]): Promise<void> {
  await world.project.synthesize(edit(keys));
  await expectTakenIn(world);
}

function edit(keys: readonly string[]): (cluster: ClusterDescription) => void {
  return (cluster) => {
    baseline(cluster);
    for (const key of keys) {
      const sample = SAMPLES[key];
      assert.ok(sample, `there is a sample for ${key}`);
      applySample(cluster, key, sample);
    }
  };
}

/** All samples but that of the name: its stacks are others. */
function groups(): readonly Group[] {
  const found = new Map<string, Group>();
  for (const key of Object.keys(SAMPLES)) {
    const change = changeAt(key);
    if (change.kind === "another-cluster") continue;
    const removes = change.kind === "replacement" ? change.removes : [];
    const identity = APART.includes(key) ? key : JSON.stringify([change.kind === "impossible", removes]);
    // The AWS provider refuses the account before anything else is looked at, and encryption that is off has no key.
    const own = ["aws.accountId", "controlPlane.secretsEncryption.enabled"].includes(key) ? key : identity;
    found.set(own, { change, keys: [...(found.get(own)?.keys ?? []), key] });
  }
  return [...found.values()];
}

function changeAt(key: string): Change {
  const known = clusterKeys(ClusterSchema).find(
    ({ path }) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[]`),
  );
  assert.ok(known?.change, `the schema says what a change of ${key} does`);
  return known.change;
}

async function expectNoMore({ project, kubernetes }: World, { change, keys }: Group): Promise<void> {
  const { changes } = await project.planAll();
  const gone = changes.filter(({ action }) => ["delete", "replace"].includes(action));
  const tooMuch = gone.filter(({ address }) => !mayRemove(change, address));
  assert.deepEqual(readable(tooMuch), [], `what a change of ${keys.join(", ")} removes is said by the schema`);
  const visible = kubernetes !== undefined || keys.some((key) => !key.startsWith("karpenter."));
  if (visible) assert.notDeepEqual(readable(changes), [], `a change of ${keys.join(", ")} does something`);
}

/** Karpenter moves when somebody has said that it does (docs/operations.md, "Move Karpenter"). */
async function expectMove(world: World, group: Group): Promise<void> {
  const [, addons] = world.project.stacks;
  const record = "terraform_data.karpenter_namespace-in-use";
  await expectFailure(world.project.plan(addons), "a plan that moves Karpenter without a word", "Move Karpenter");
  await world.project.terraform(addons, ["taint", record]);
  await expectNoMore(world, group);
  await world.project.terraform(addons, ["untaint", record]);
}

/** The plan of a stack fails and says this. */
export async function expectFailure(run: Promise<unknown>, what: string, ...said: readonly string[]): Promise<void> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof CommandError, `${what} fails`);
  const printed = error.printed.replace(/[\s│╷╵]+/g, " ");
  for (const text of said) assert.ok(printed.includes(text), `${what} says "${text}"`);
}

async function expectRefusal({ project }: World, keys: readonly string[]): Promise<void> {
  const [cluster] = project.stacks;
  const said = keys.map((key) => (key === "aws.accountId" ? "AWS account ID not allowed" : `${key} was`));
  await expectFailure(project.plan(cluster), `the plan for another ${keys.join(", ")}`, ...said);
}

/** A zone can't be removed as long as a node runs there, and the plan says which. */
async function expectNodeKept({ project, client }: World): Promise<void> {
  const [cluster] = project.stacks;
  const { private_subnet_ids: subnets } = await project.outputs(cluster);
  const SubnetId = Array.isArray(subnets) ? subnets.at(-1) : undefined;
  const { imagesSet } = await client.query<{ imagesSet: { imageId: string }[] | "" }>("ec2", "DescribeImages");
  const ImageId = list(imagesSet)[0]?.imageId;
  const wanted = { ImageId, SubnetId, InstanceType: "m5.large", MinCount: 1, MaxCount: 1 };
  const { instancesSet } = await client.query<{ instancesSet: { instanceId: string }[] }>(
    "ec2",
    "RunInstances",
    wanted,
  );
  const InstanceId = list(instancesSet).map(({ instanceId }) => instanceId);
  assert.equal(InstanceId.length, 1, "an instance runs");
  const Tag = [{ Key: "kubernetes.io/cluster/sandbox", Value: "owned" }];
  await client.query("ec2", "CreateTags", { ResourceId: InstanceId, Tag });
  await project.synthesize((description) => {
    baseline(description);
    description.network.availabilityZones = description.network.availabilityZones?.slice(0, -1);
  });
  try {
    const said = `In zones that network.availabilityZones doesn't have run ${InstanceId[0]}, which would lose`;
    await expectFailure(project.plan(cluster), "a plan without the node's zone", said);
  } finally {
    await client.query("ec2", "TerminateInstances", { InstanceId });
  }
}

/** With `deletionProtection`, neither stack can be destroyed, and it takes no change to have that. */
async function expectProtection(world: World): Promise<void> {
  const { project } = world;
  await project.synthesize(edit(["controlPlane.deletionProtection"]));
  for (const stack of project.stacks) {
    await expectFailure(
      project.terraform(stack, ["plan", "-destroy", "-input=false", "-no-color", "-lock=false"]),
      `a plan to destroy ${stack}`,
      "Instance cannot be destroyed",
    );
  }
}
