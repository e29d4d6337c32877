import assert from "node:assert/strict";
import type { Edit } from "../scenarios/changes";

/** Edits of what a cluster file says of Karpenter, and all that they may change. */
export const KARPENTER_EDITS: readonly Edit[] = [
  {
    what: "a node pool's limits",
    edit: ({ karpenter }) => {
      const [pool] = karpenter?.nodePools ?? [];
      assert.ok(pool, "the cluster file has a node pool");
      pool.limits = { cpu: 50 };
    },
    inAws: [],
    inCluster: ["update helm_release.karpenter_node-pools (values)"],
  },
];

/** Karpenter's part in an upgrade: its pods keep the kubelet that they were started with, and so are made anew. */
export const KARPENTER_AT_UPGRADE = ["update helm_release.karpenter_controller (values)"];
