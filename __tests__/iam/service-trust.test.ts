import { describe, expect, it } from "vitest";
import { serviceTrust } from "../../src/iam/service-trust";

describe("serviceTrust", () => {
  it("defaults to no condition", () => {
    expect(serviceTrust("eks.amazonaws.com").Statement).toEqual([
      { Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
  });

  it("takes a condition", () => {
    const condition = {
      ArnLike: { "aws:SourceArn": "arn:aws:eks:eu-central-1:111122223333:fargateprofile/sandbox/*" },
    };

    expect(serviceTrust("eks-fargate-pods.amazonaws.com", condition).Statement[0]?.Condition).toEqual(condition);
  });
});
