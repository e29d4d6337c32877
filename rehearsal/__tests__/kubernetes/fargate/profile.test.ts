import { describe, expect, it } from "vitest";
import type { FargateProfile, FargateSelector } from "../../../kubernetes/aws";
import { assignToFargate, matchingProfile, outlivesItsProfile } from "../../../kubernetes/fargate/profile";
import { makePod } from "../pods";

function profile(name: string, selector: Partial<FargateSelector> = {}, status = "ACTIVE"): FargateProfile {
  return { name, status, selectors: [{ namespace: "karpenter", labels: {}, ...selector }] };
}

describe("assignment to Fargate", () => {
  it("gives a pod scheduler and label of the profile that selects it", async () => {
    const assigned = await assignToFargate(async () => [profile("addons")])(makePod());
    expect(assigned?.spec.schedulerName).toBe("fargate-scheduler");
    expect(assigned?.metadata.labels).toEqual({ app: "one", "eks.amazonaws.com/fargate-profile": "addons" });
  });

  it("takes the first profile by name", () => {
    expect(matchingProfile(makePod(), [profile("b"), profile("a"), profile("c")])?.name).toBe("a");
  });

  it("takes the profile that the pod names", () => {
    const pod = makePod({}, { labels: { "eks.amazonaws.com/fargate-profile": "b" } });
    expect(matchingProfile(pod, [profile("a"), profile("b")])?.name).toBe("b");
  });

  it("understands wildcards in namespace and labels", () => {
    const wild = profile("wild", { namespace: "karp*", labels: { "ap?": "o*" } });
    expect(matchingProfile(makePod(), [wild])?.name).toBe("wild");
  });

  it.each([
    ["the profile is not ACTIVE yet", profile("a", {}, "CREATING")],
    ["the profile is being deleted", profile("a", {}, "DELETING")],
    ["the namespace is another", profile("a", { namespace: "karpente" })],
    ["a label has another value", profile("a", { labels: { app: "two" } })],
    ["a label is missing", profile("a", { labels: { tier: "one" } })],
  ])("leaves a pod alone when %s", (_, one) => {
    expect(matchingProfile(makePod(), [one])).toBeUndefined();
  });

  it("leaves a pod alone that is annotated for EC2", () => {
    const pod = makePod({}, { annotations: { "eks.amazonaws.com/compute-type": "ec2" } });
    expect(matchingProfile(pod, [profile("a")])).toBeUndefined();
  });
});

describe("outlivesItsProfile", () => {
  const own = { "eks.amazonaws.com/fargate-profile": "a" };
  const assigned = makePod({ schedulerName: "fargate-scheduler" }, { labels: own });

  it("defaults: not as long as the pod's own profile is there", () => {
    expect(outlivesItsProfile(assigned, [profile("b"), profile("a")])).toBe(false);
  });

  it("ends pods with their profile, though another one would take them", () => {
    expect(outlivesItsProfile(assigned, [profile("b")])).toBe(true);
    expect(outlivesItsProfile(assigned, [profile("a", {}, "DELETING"), profile("b")])).toBe(true);
  });

  it("leaves pods alone that are not on Fargate", () => {
    expect(outlivesItsProfile(makePod({}, { labels: own }), [])).toBe(false);
  });
});
