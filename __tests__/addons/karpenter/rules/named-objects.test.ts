import { describe, expect, it } from "vitest";
import { karpenterContext } from "../../../../src/addons/karpenter/description/context";
import { nodeClassRules } from "../../../../src/addons/karpenter/rules";
import { formatPath } from "../../../../src/description/problem";
import { clusterSpec } from "../../../../testing/stacks";

describe("what node classes name in AWS", () => {
  it("fails when what a node class names is in another partition, in one line each", () => {
    const nodeClasses = [
      {
        name: "default",
        amiFamily: "AL2023" as const,
        amiSelectorTerms: [
          { ssmParameter: "/images/node" },
          { ssmParameter: "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/ami" },
        ],
        instanceProfile: "nodes",
        instanceProfileRoleArn: "arn:aws-cn:iam::111122223333:role/nodes",
        blockDeviceMappings: [
          { deviceName: "/dev/xvda", ebs: { volumeSize: "20Gi", encrypted: true, kmsKeyID: "alias/disks" } },
          {
            deviceName: "/dev/xvdb",
            ebs: {
              volumeSize: "20Gi",
              encrypted: true,
              kmsKeyID: "arn:aws-cn:kms:cn-north-1:111122223333:alias/disks",
            },
          },
        ],
      },
    ];
    const errors = nodeClassRules(karpenterContext(clusterSpec({ karpenter: { nodeClasses } }), [])).filter(
      ({ severity }) => severity === "error",
    );
    expect(errors.map(({ path }) => formatPath(path))).toEqual([
      "karpenter.nodeClasses[0].instanceProfileRoleArn",
      "karpenter.nodeClasses[0].amiSelectorTerms[1].ssmParameter",
      "karpenter.nodeClasses[0].blockDeviceMappings[1].ebs.kmsKeyID",
    ]);
  });
});
