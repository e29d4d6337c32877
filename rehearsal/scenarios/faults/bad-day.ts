import assert from "node:assert/strict";
import type { FaultRule } from "../../emulated-aws";
import { installingController } from "../../karpenter/moments";
import type { World } from "../../world";
import { expectNoChange } from "../plans";
import { killDuring } from "./kill";
import { waitingAfter } from "./moments";
import { expectNoOrphans } from "./orphans";
import { part } from "./part";
import { type Complaint, deployAgain } from "./recovery";
import { SHAKY } from "./shaky";

const LOST = ["CreateFargateProfile", "CreateAddon", "CreateQueue"] as const;
const RULES: readonly FaultRule[] = [
  ...LOST.map((action) => ({ kind: "lost_answer", action, nth: 1 }) as const),
  ...SHAKY,
];

/**
 * AWS throttles and fails, answers get lost, and the deploy of the add-ons is killed. Nobody has to do anything about
 * the first three; and about the last, what docs/operations.md says.
 */
export const badDay = part("throttled, and killed in the add-ons", "aws", "any", async (world) => {
  const { aws, kubernetes } = world;
  await aws.setFaults(RULES);
  const moment = kubernetes
    ? installingController(kubernetes.client)
    : waitingAfter(aws, "CreateQueue", "the queue is made");
  await killDuring(world, "deploy", moment);
  // CoreDNS is made beside Karpenter: if EKS has it by then, Terraform may not have noted that.
  const cured = (await deployAgain(world)).filter((complaint) => !isCoreDns(complaint));
  const expected: readonly Complaint[] = kubernetes ? [{ kind: "pending release" }] : [];
  assert.deepEqual(
    cured,
    expected,
    "after the add-ons' deploy was killed, no more than this has to be put right by hand",
  );
  await expectHits(world);
  await aws.setFaults([]);
  await expectNoChange(world, "after a bad day");
  await expectNoOrphans(world, "after a bad day");
});

function isCoreDns(complaint: Complaint): boolean {
  return complaint.kind === "import" && complaint.address === "aws_eks_addon.coredns";
}

async function expectHits({ aws }: World): Promise<void> {
  const hits = await aws.faultHits();
  for (const [index, { kind, action = "any call" }] of RULES.entries()) {
    assert.ok(hits[index], `the fault ${kind} has struck ${action}`);
  }
}
