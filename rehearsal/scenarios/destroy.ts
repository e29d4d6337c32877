import assert from "node:assert/strict";
import type { LoggedCall } from "../emulated-aws";
import { expectEmptyCluster } from "../expectations/in-cluster";
import { controllerCalls, expectAllowed, expectKnownCalls, policiesOf } from "../karpenter/iam/judge";
import { controllerRoleName, nodeRoleName } from "../karpenter/product";
import { expectEmpty } from "./emptiness";
import { isRemoval } from "./removals";
import type { Scenario } from "./scenario";
import { scaleOut } from "./workload";

/** `cdktf destroy`: nothing is left, and nothing went while something still needed it. */
export const destroy: Scenario = {
  number: 6,
  name: "destroy",
  needs: "aws",
  run: async (world) => {
    // With nodes running, and pods on them.
    if (world.kubernetes) await scaleOut(world, 5);
    const role = controllerRoleName(world.project.stacks[0]);
    const policies = await policiesOf(world.client, role);
    const before = world.aws.calls().length;
    await world.project.destroy();
    const calls = world.aws.calls().slice(before);
    await expectEmpty(world);
    expectOrder(calls, nodeRoleName(world.project.stacks[0]));
    if (world.kubernetes) {
      await expectEmptyCluster(world.kubernetes.client);
      expectControllersFirst(calls);
      const whole = controllerCalls(world.aws.calls(), role);
      await expectAllowed(whole, policies, world.aws.account);
      expectKnownCalls(whole);
    }
  },
};

type Step = Pick<LoggedCall, "action" | "code" | "parameters">;

/** The add-on that pods on nodes need, of the add-ons stack. */
const DELETE_COREDNS = "DeleteAddon coredns";

/** The last call of the first kind comes before the first of the second; none at all is a failure too. */
const ORDER: readonly (readonly [earlier: string, later: string])[] = [
  // The add-ons stack goes whole before the cluster stack begins.
  ["DeleteQueue", "DeleteAddon"],
  [DELETE_COREDNS, "DeleteAddon"],
  ["DeleteAccessEntry", "DeleteFargateProfile"],
  // Pods on Fargate need their way out of the subnets to the last.
  ["DeleteFargateProfile", "DeleteNatGateway"],
  ["DeleteFargateProfile", "DeleteRoute"],
  ["DeleteAddon", "DeleteCluster"],
  ["DeleteFargateProfile", "DeleteCluster"],
  ["DeleteCluster", "DeleteVpc"],
];

/** Entries of people are in the cluster stack, and go when they go; that of the nodes is the add-ons'. */
function isOfPeople({ action, parameters }: Step, nodeRole: string): boolean {
  return action === "DeleteAccessEntry" && !String(parameters.principalArn).endsWith(`/${nodeRole}`);
}

/** The order of a destroy, by what AWS was asked. */
function expectOrder(calls: readonly Step[], nodeRole: string): void {
  const succeeded = calls.filter((call) => call.code === "OK" && !isOfPeople(call, nodeRole)).map(stepOf);
  for (const [earlier, later] of ORDER) {
    assert.ok(succeeded.includes(earlier), `the destroy makes a call ${earlier}`);
    assert.ok(succeeded.includes(later), `the destroy makes a call ${later}`);
    assert.ok(succeeded.lastIndexOf(earlier) < succeeded.indexOf(later), `${earlier} comes before ${later}`);
  }
}

function stepOf({ action, parameters }: Step): string {
  return action === "DeleteAddon" && parameters.addonName === "coredns" ? DELETE_COREDNS : action;
}

/**
 * The controllers, Karpenter with its nodes among them, are gone before anything in AWS goes that they might still need.
 * CoreDNS, which they don't ask, only waits for the last node.
 */
function expectControllersFirst(calls: readonly LoggedCall[]): void {
  const byControllers = calls.filter(({ principal }) => principal.includes(":assumed-role/"));
  const terminated = byControllers.filter(({ action, code }) => action === "TerminateInstances" && code === "OK");
  assert.ok(terminated.length > 0, "the nodes that run are terminated from within the cluster");
  const last = byControllers.at(-1);
  const removals = calls.filter((call) => isRemoval(call.action) && !byControllers.includes(call));
  const removal = removals.find((call) => stepOf(call) !== DELETE_COREDNS);
  const lastNode = terminated.at(-1);
  const dns = removals.find((call) => stepOf(call) === DELETE_COREDNS);
  assert.ok(lastNode && dns && calls.indexOf(lastNode) < calls.indexOf(dns), "CoreDNS outlives the last node");
  assert.ok(last && removal, "both a controller and Terraform remove something");
  const [, role] = last.principal.split("/");
  assert.ok(
    calls.indexOf(last) < calls.indexOf(removal),
    `no call of a controller comes after a removal; ${role} still called ${last.action} when Terraform had begun with ${removal.action}`,
  );
}
