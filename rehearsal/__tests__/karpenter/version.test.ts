import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clusterSpec } from "../../../testing/stacks";

describe("rehearsed Karpenter", () => {
  it("is the one that clusters have by default", () => {
    const requirements = readFileSync(join(__dirname, "../../tools/karpenter/go.mod"), "utf8");
    const [, pinned] = /github\.com\/aws\/karpenter-provider-aws v(\S+)/.exec(requirements) ?? [];
    expect(pinned).toBe(clusterSpec().karpenter.version);
  });
});
