import assert from "node:assert/strict";
import { expectHealthy } from "../expectations/control-plane";
import { KARPENTER_AT_UPGRADE, KARPENTER_EDITS } from "../karpenter/edits";
import { type ClusterDescription, ClusterSchema, resolveCluster } from "../product";
import type { World } from "../world";
import { expectNoChange, expectPlan } from "./plans";
import { expectUpgradeRefused } from "./refused-upgrade";
import type { Scenario } from "./scenario";

/** An edit of the cluster file, and all that it may change. */
export interface Edit {
  readonly what: string;
  readonly edit: (cluster: ClusterDescription) => void;
  readonly inAws: readonly string[];
  /** What changes beside that where there is a control plane. */
  readonly inCluster?: readonly string[];
}

const NEXT_VERSION = "1.37";
const OFFICE = "198.51.100.0/24";

const EDITS: readonly Edit[] = [
  ...KARPENTER_EDITS,
  {
    what: "the Kubernetes version",
    edit: (cluster) => {
      cluster.kubernetesVersion = NEXT_VERSION;
    },
    inAws: ["update aws_eks_cluster.cluster (version)"],
    inCluster: KARPENTER_AT_UPGRADE,
  },
  {
    what: "who may reach the API server",
    edit: (cluster) => {
      cluster.controlPlane = { endpoint: { publicCidrs: [OFFICE] } };
    },
    inAws: ["update aws_eks_cluster.cluster (vpc_config)"],
  },
  {
    what: "a Fargate profile's selectors",
    edit: (cluster) => {
      const [base] = resolveCluster(ClusterSchema.parse(cluster)).fargate.profiles;
      assert.ok(base, "there is a profile by default");
      cluster.fargate = { profiles: [{ ...base, selectors: [...base.selectors, { namespace: "batch" }] }] };
    },
    inAws: ["replace aws_eks_fargate_profile.fargate_base", "replace time_sleep.fargate_base-settled"],
  },
];

/** Each edit is planned by itself; then all of them are deployed as one, but for an upgrade that EKS refuses before. */
export const changes: Scenario = {
  number: 4,
  name: "changes",
  needs: "aws",
  run: async (world) => {
    const { project, client, kubernetes } = world;
    for (const { what, edit, inAws, inCluster = [] } of EDITS) {
      await project.synthesize(edit);
      await expectPlan(world, what, [...inAws, ...(kubernetes ? inCluster : [])]);
    }
    await expectUpgradeRefused(world, NEXT_VERSION);
    await project.synthesize((cluster) => {
      for (const { edit } of EDITS) edit(cluster);
    });
    const before = world.aws.calls().length;
    await project.deploy();
    expectProfileOrder(world, before);
    await expectNoChange(world, "after the changes");
    await expectHealthy(client, project.stacks[0]);
    const { cluster } = await client.eks<{
      cluster: { version: string; resourcesVpcConfig: { publicAccessCidrs: string[] } };
    }>("GET", `/clusters/${project.stacks[0]}`);
    const { version, resourcesVpcConfig } = cluster;
    const found = { version, cidrs: resourcesVpcConfig.publicAccessCidrs };
    assert.deepEqual(found, { version: NEXT_VERSION, cidrs: [OFFICE] }, "the changes have reached EKS");
  },
};

/** The pods of a profile must never be without one. */
function expectProfileOrder({ aws }: World, from: number): void {
  const calls = aws
    .calls()
    .slice(from)
    .filter(({ action, code }) => action.endsWith("FargateProfile") && !action.startsWith("Describe") && code === "OK");
  const actions = calls.map(({ action }) => action);
  assert.deepEqual(
    actions,
    ["CreateFargateProfile", "DeleteFargateProfile"],
    "the new profile is there before the old one goes",
  );
}
