import { describe, expect, it } from "vitest";
import { synthesizeCluster } from "../../../testing/stacks";
import type { StackJson } from "../../../testing/terraform-prepare";
import { criticalPath, type Duration } from "../../critical-path/critical-path";
import { describeCriticalPaths } from "../../critical-path/describe";

const seconds = (create: number, remove = create, more: Partial<Duration> = {}): Duration => {
  return { create, delete: remove, source: "test", ...more };
};
const durations = {
  default: seconds(1),
  slow: seconds(60, 30),
  "slow/named": seconds(100),
  single: seconds(10, 10, { serial: true }),
};

function stack(resource: StackJson["resource"]): StackJson {
  return { terraform: { required_providers: {} }, resource };
}

describe("criticalPath", () => {
  const first = stack({
    quick: { a: {} },
    slow: { b: { depends_on: ["quick.a"] }, c: { depends_on: ["slow.b"] } },
    time_sleep: { d: { create_duration: "1m30s", depends_on: ["quick.a"] } },
  });

  it("defaults: the longest chain, in the order of time", () => {
    expect(criticalPath([first], durations, "create")).toEqual({
      seconds: 121,
      steps: [
        { address: "quick.a", seconds: 1 },
        { address: "slow.b", seconds: 60 },
        { address: "slow.c", seconds: 60 },
      ],
    });
  });

  it("lives a destroy backwards, the last stack first", () => {
    const { seconds: total, steps } = criticalPath(
      [first, stack({ slow: { z: { name: "named" } } })],
      durations,
      "delete",
    );
    expect(steps.map(({ address }) => address)).toEqual(["slow.z", "slow.c", "slow.b", "quick.a"]);
    expect(total).toBe(100 + 30 + 30 + 1);
  });

  it("has types wait for each other that AWS works on one at a time", () => {
    const profiles = stack({ single: { a: {}, b: {}, c: { depends_on: ["single.a"] } } });
    expect(criticalPath([profiles], durations, "create").seconds).toBe(30);
  });

  it("takes no time for data sources", () => {
    const reading = { ...stack({ quick: { a: { depends_on: ["data.slow.b"] } } }), data: { slow: { b: {} } } };
    expect(criticalPath([reading], durations, "create").seconds).toBe(1);
  });
});

describe("describeCriticalPaths", () => {
  it("defaults: nothing on the article's cluster waits for what it needn't", () => {
    const { cluster, addons } = synthesizeCluster();
    expect(describeCriticalPaths([cluster, addons])).toEqual([
      "critical path of a deploy on AWS, about 12:50:",
      "    0:11  aws_vpc.network_vpc",
      "    9:00  aws_eks_cluster.cluster",
      "    1:30  aws_eks_fargate_profile.fargate_base",
      "    0:27  aws_sqs_queue.karpenter_interruption-queue",
      "    1:30  helm_release.karpenter_controller",
      "critical path of a destroy on AWS, about 14:46:",
      "    3:00  helm_release.karpenter_node-pools",
      "    0:30  helm_release.karpenter_controller",
      "    0:10  helm_release.karpenter_crds",
      "    2:00  aws_eks_fargate_profile.fargate_base",
      "    9:00  aws_eks_cluster.cluster",
    ]);
  });
});
