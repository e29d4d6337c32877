import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { authorize, type Call, CONTROLLER_FACTS } from "../../../../testing/iam";
import { callsOf, neverSeen, type SeenCalls, seenActions, seenCalls } from "../../../karpenter/iam/golden";
import { controllerPolicies } from "../../../karpenter/product";

const policies = controllerPolicies(CONTROLLER_FACTS);
const recorded: SeenCalls = JSON.parse(readFileSync(join(__dirname, "../../../karpenter/iam/calls.json"), "utf8"));

describe("the calls that the controller was seen to make", () => {
  const calls = recorded.seen.flatMap((seen): readonly Call[] => callsOf(seen));

  it.each([...new Set(calls.map(({ action }) => action))])(
    "defaults: %s is allowed, as it was used",
    async (action) => {
      for (const call of calls.filter((one) => one.action === action)) {
        const verdict = await authorize(policies, call);
        expect(verdict, `${call.resource}: ${verdict.why}`).toMatchObject({ allowed: true });
      }
    },
  );

  it("are a node's whole life", () => {
    const actions = [...seenActions(recorded)];
    expect(actions).toEqual(expect.arrayContaining(["ec2:CreateFleet", "ec2:CreateTags", "ec2:TerminateInstances"]));
    expect(actions).toEqual(
      expect.arrayContaining(["iam:PassRole", "iam:DeleteInstanceProfile", "sqs:ReceiveMessage"]),
    );
  });

  it("name what is allowed, but was never seen", () => {
    expect(recorded.neverSeen).toEqual(neverSeen(recorded.seen));
  });

  it("fails when any seen action is not allowed any more", async () => {
    for (const action of seenActions(recorded)) {
      const less: typeof policies = JSON.parse(JSON.stringify(policies, (_, value) => without(value, action)));
      const [call] = calls.filter((one) => one.action === action);
      expect(call && (await authorize(less, call)).allowed, action).toBe(false);
    }
  });
});

describe("seenCalls", () => {
  const call = (id: string, region = "eu-central-1"): Call => ({
    action: "ec2:TerminateInstances",
    resource: `arn:aws:ec2:eu-central-1:123456789012:instance/${id}`,
    context: { "aws:RequestedRegion": region, "aws:ResourceTag/karpenter.sh/nodeclaim": "default-x7k2p" },
  });

  it("defaults: are the same for each run, whatever the identifiers", () => {
    const [one, other] = [[call("i-0123456789abcdef0")], [call("i-fedcba98765432100"), call("i-0123456789abcdef0")]];
    expect(seenCalls(other)).toEqual(seenCalls(one));
    expect(seenCalls(one).seen).toEqual([
      {
        actions: ["ec2:TerminateInstances"],
        resources: ["arn:aws:ec2:eu-central-1:111122223333:instance/i-1"],
        context: { "aws:ResourceTag/karpenter.sh/nodeclaim": "default-abcde" },
      },
    ]);
  });

  it("merge actions that use the same resources under the same conditions", () => {
    const calls = ["ec2:DescribeSubnets", "ec2:DescribeImages"].map((action) => ({ action, resource: "*" }));
    const { seen, neverSeen: unused } = seenCalls(calls);
    expect(seen).toEqual([{ actions: ["ec2:DescribeImages", "ec2:DescribeSubnets"], resources: ["*"], context: {} }]);
    expect(unused).not.toContain("ec2:DescribeImages");
    expect(unused).toContain("ec2:CreateFleet");
  });
});

/** A list of actions without one of them. */
function without(value: unknown, action: string): unknown {
  if (value === action) return "ec2:ReportInstanceStatus";
  return Array.isArray(value) && value.includes(action) ? value.filter((one) => one !== action) : value;
}
