import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { addCluster, type ClusterDescription } from "../../../src";
import { clusterSpec, parseStacks, type SynthesizedCluster, withApp } from "../../../testing/stacks";
import { copyOf, pathsIn, setByPath } from "../../edits/paths";
import {
  applySample,
  baseline,
  inExistingVpc,
  NODE_CLASSES,
  NODE_POOLS,
  SAMPLES,
  samplesInExistingVpc,
} from "../../edits/samples";
import { expandNodeClass, expandNodePool, nodeSelectors } from "../../karpenter/product";
import { ClusterSchema, clusterKeys, mayRemove } from "../../product";

const KEYS = clusterKeys(ClusterSchema);
const subnet = (number: number) => `subnet-0123456789abcdef${number}`;
const VPC = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  privateSubnets: [subnet(0), subnet(1), subnet(2)],
  publicSubnets: [subnet(3), subnet(4)],
  controlPlaneSubnets: [subnet(5), subnet(6), subnet(7), subnet(8)],
} as const;
const IN_EXISTING_VPC = samplesInExistingVpc(VPC);
const NODES = { "karpenter.nodeClasses": NODE_CLASSES, "karpenter.nodePools": NODE_POOLS };
/** Keys with one possible value. */
const CONSTANT = ["group", "kind"].map((key) => `karpenter.nodePools[].template.spec.nodeClassRef.${key}`);

/** Keys whose sample takes nothing away, since the baseline has nothing of theirs: a zone that is drained when it is added. */
const ADDED = [
  "aws.planRoleArn",
  "network.draining",
  "controlPlane.endpoint.privateCidrs",
  "controlPlane.endpoint.privateSecurityGroupIds",
];
/** Keys that are not for the objects in the cluster, but for what the controller may do in AWS. */
const FOR_POLICIES = ["karpenter.nodeClasses[].instanceProfileRoleArn"];

/** Arguments that AWS, Helm or Kubernetes can't change: another value replaces the resource. */
const FORCE_NEW: Readonly<Record<string, readonly string[]>> = {
  aws_eks_access_entry: ["principal_arn", "type"],
  aws_eks_access_policy_association: ["access_scope", "policy_arn", "principal_arn"],
  aws_eks_fargate_profile: ["fargate_profile_name", "pod_execution_role_arn", "selector", "subnet_ids"],
  aws_iam_policy: ["description", "name"],
  aws_iam_role: ["name"],
  aws_nat_gateway: ["allocation_id", "subnet_id"],
  aws_subnet: ["availability_zone", "cidr_block", "vpc_id"],
  aws_vpc: ["cidr_block"],
  aws_flow_log: ["log_destination", "log_destination_type", "traffic_type"],
  helm_release: ["name", "namespace"],
  kubernetes_namespace_v1: ["metadata"],
  time_sleep: ["triggers"],
};

function described(edit: (cluster: ClusterDescription) => void = () => {}): ClusterDescription {
  const file = path.resolve(__dirname, "../../../testing/sandbox/clusters/sandbox.yaml");
  const cluster: ClusterDescription = parse(readFileSync(file, "utf8"));
  baseline(cluster);
  edit(cluster);
  return cluster;
}

function synthesized(cluster: ClusterDescription): SynthesizedCluster {
  return withApp({}, (app) => parseStacks(addCluster(app, cluster)));
}

/** Resources by their addresses, of both stacks. */
function resourcesOf({ cluster, addons }: SynthesizedCluster): Map<string, Readonly<Record<string, unknown>>> {
  return new Map(
    [cluster, addons].flatMap(({ resource = {} }, stack) =>
      Object.entries(resource).flatMap(([type, byName]) =>
        // Both stacks have a record of the region.
        Object.entries(byName).map(([name, block]) => [`${stack}:${type}.${name}`, block] as const),
      ),
    ),
  );
}

/** Addresses that an edit removes or replaces, as far as it can be seen without a provider. */
function removed(before: SynthesizedCluster, after: SynthesizedCluster): string[] {
  const next = resourcesOf(after);
  return [...resourcesOf(before)].flatMap(([key, block]) => {
    const address = key.replace(/^\d:/, "");
    const then = next.get(key);
    const fixed = FORCE_NEW[address.split(".")[0] ?? ""] ?? [];
    const same = then && fixed.every((name) => JSON.stringify(block[name]) === JSON.stringify(then[name]));
    return same ? [] : [address];
  });
}

/** An edit of the key does what the schema says, and removes nothing else. */
function expectNoMore(key: string, before: SynthesizedCluster, after: SynthesizedCluster): void {
  const change = KEYS.find(
    ({ path: known }) => known === key || known.startsWith(`${key}.`) || known.startsWith(`${key}[]`),
  )?.change;
  if (!change) throw new Error(`the schema doesn't say what a change of ${key} does`);
  if (change.kind === "nothing") expect(after).toEqual(before);
  else expect(after).not.toEqual(before);
  // A plan fails before anything is removed, or is that of another cluster.
  if (change.kind === "impossible" || change.kind === "another-cluster") return;
  const gone = removed(before, after);
  expect(gone.filter((address) => !mayRemove(change, address))).toEqual([]);
  if (change.kind === "replacement" && !ADDED.includes(key)) expect(gone).not.toEqual([]);
}

describe("SAMPLES", () => {
  it("defaults: there is one for each key of the cluster file; add what a key of yours may be changed to", () => {
    const given = [
      ...[...Object.entries(SAMPLES), ...Object.entries(IN_EXISTING_VPC)].map(
        ([key, { value }]) => [key, value] as const,
      ),
      ...Object.entries(NODES),
    ];
    const covered = given.flatMap(([key, value]) => pathsIn(value, key));
    const leaves = KEYS.filter(
      ({ path: key }) =>
        !KEYS.some((other) => /^(\[\])?\./.test(other.path.slice(key.length)) && other.path.startsWith(key)),
    );
    expect(leaves.map(({ path: key }) => key).filter((key) => !covered.includes(key))).toEqual([]);
    const known = KEYS.map(({ path: key }) => key);
    expect([...Object.keys(SAMPLES), ...Object.keys(IN_EXISTING_VPC)].filter((key) => !known.includes(key))).toEqual(
      [],
    );
  });

  const before = synthesized(described());
  const protectedBefore = synthesized(
    described((cluster) => setByPath(cluster, "controlPlane.deletionProtection", true)),
  );

  it.each(Object.entries(SAMPLES))(
    "%s changes something where it can, and removes no more than the schema says",
    (key, sample) => {
      const after = synthesized(described((cluster) => applySample(cluster, key, sample)));
      // Where nothing protects a cluster, there is nothing to lift.
      expectNoMore(key, key === "retired" ? protectedBefore : before, after);
    },
  );

  const inVpc = (edit: (cluster: ClusterDescription) => void = () => {}) =>
    synthesized(
      described((cluster) => {
        inExistingVpc(cluster, VPC);
        edit(cluster);
      }),
    );
  const beforeInVpc = inVpc();

  it.each(Object.entries(IN_EXISTING_VPC))("%s does, too, in a VPC that exists", (key, sample) => {
    expectNoMore(
      key,
      beforeInVpc,
      inVpc((cluster) => applySample(cluster, key, sample)),
    );
  });

  it("karpenter.namespace may be kube-system, too, which takes the FlowSchemas away", () => {
    const after = synthesized(
      described((cluster) => applySample(cluster, "karpenter.namespace", { value: "kube-system" })),
    );
    const change = KEYS.find((key) => key.path === "karpenter.namespace")?.change;
    const gone = removed(before, after);
    expect(gone).toContain("helm_release.karpenter_flow-control");
    expect(gone.filter((address) => !change || !mayRemove(change, address))).toEqual([]);
  });
});

describe("NODE_CLASSES and NODE_POOLS", () => {
  const karpenter = ClusterSchema.parse({
    ...described(),
    karpenter: { nodeClasses: NODE_CLASSES, nodePools: NODE_POOLS },
  }).karpenter;
  const context = { clusterName: "sandbox", tags: {}, selectors: nodeSelectors(clusterSpec()) };

  it("reach the objects in the cluster, key by key", () => {
    const expansions = [
      ...karpenter.nodeClasses.map((one) => ({
        key: "karpenter.nodeClasses[]",
        one,
        expand: (it: typeof one) => expandNodeClass(it, context),
      })),
      ...karpenter.nodePools.map((one) => ({ key: "karpenter.nodePools[]", one, expand: expandNodePool })),
    ] as readonly { key: string; one: { name: string }; expand: (it: never) => unknown }[];
    const useless = expansions.flatMap(({ key, one, expand }) =>
      pathsIn(one, "").flatMap((at) => {
        if (at === "" || at.includes("[]") || [...CONSTANT, ...FOR_POLICIES].includes(`${key}.${at}`)) return [];
        const without = copyOf(one);
        setByPath(without, at, undefined);
        const same = JSON.stringify(expand(without as never)) === JSON.stringify(expand(one as never));
        return same ? [`${key}.${at} of ${one.name}`] : [];
      }),
    );
    expect(useless).toEqual([]);
  });
});
