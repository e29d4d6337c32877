import { describe, expect, it } from "vitest";
import { INSTANCE_CATEGORIES, readInstanceName } from "../../../../src/addons/karpenter/description/ec2";

describe("readInstanceName", () => {
  it.each([
    ["m7i.large", "m", 7, "amd64"],
    ["m7i-flex.large", "m", 7, "amd64"],
    ["m7g.large", "m", 7, "arm64"],
    ["c8gn", "c", 8, "arm64"],
    ["im4gn.large", "im", 4, "arm64"],
    ["is4gen.large", "is", 4, "arm64"],
    ["g4dn.xlarge", "g", 4, "amd64"],
    ["g5g.xlarge", "g", 5, "arm64"],
    ["a1.medium", "a", 1, "arm64"],
    ["hpc7a.48xlarge", "hpc", 7, "amd64"],
    ["p6-b200.48xlarge", "p", 6, "amd64"],
    ["p6e-gb200.36xlarge", "p", 6, "arm64"],
    ["u7in-16tb.224xlarge", "u", 7, "amd64"],
    ["u-6tb1.56xlarge", "u", 1, "amd64"],
  ])("reads %s", (name, category, generation, architecture) => {
    const [family, size] = name.split(".");
    expect(readInstanceName(name)).toEqual({ category, generation, architecture, family, ...(size && { size }) });
    expect(INSTANCE_CATEGORIES).toContain(category);
  });

  it.each(["", "m", "7i.large", "mac-m4.metal", "M7i.large", "m7i.large.x"])("knows nothing of %j", (name) => {
    expect(readInstanceName(name)).toBeUndefined();
  });
});
