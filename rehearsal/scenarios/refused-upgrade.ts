import assert from "node:assert/strict";
import type { World } from "../world";
import { failure } from "./faults/recovery";
import { expectNoChange } from "./plans";

/**
 * EKS refuses an upgrade while one of its readiness insights is in ERROR. The deploy says so, changes nothing, and can be
 * made again when the insight passes.
 */
export async function expectUpgradeRefused({ aws, project }: World, version: string): Promise<void> {
  const [cluster] = project.stacks;
  const insight = "Kubelet version skew";
  await aws.setInsight(cluster, insight, "ERROR");
  await project.synthesize((description) => {
    description.kubernetesVersion = version;
  });
  const failed = await failure(project.deploy());
  assert.ok(failed, "a deploy of an upgrade that EKS speaks against fails");
  assert.match(failed.printed, /Upgrade readiness issues detected/, "the deploy says what EKS says");
  await project.synthesize();
  await expectNoChange({ project }, "after an upgrade that EKS has refused, taken back");
  await aws.setInsight(cluster, insight, "PASSING");
}
