import { describe, expect, it } from "vitest";
import { fargateSize } from "../../src/knowledge/fargate-size";

describe("fargateSize", () => {
  it.each([
    ["0.25", "256Mi", 0.25, 0.5],
    ["250m", "257Mi", 0.25, 1],
    ["1", "1Gi", 1, 2],
    ["1", "1.75Gi", 1, 2],
    ["1", "7.75Gi", 1, 8],
    ["1", "7937Mi", 2, 9],
    ["1100m", "1Gi", 2, 4],
    ["0.1", "10Gi", 2, 11],
    ["5", "17Gi", 8, 20],
    ["16", "119Gi", 16, 120],
  ])("gives %s CPU with %s a pod of %d vCPU and %d GB", (cpu, memory, vcpu, memoryGb) => {
    expect(fargateSize(cpu, memory)).toEqual({ vcpu, memoryGb });
  });

  it("gives nothing for what is too large", () => {
    expect(fargateSize("16001m", "1Gi")).toBeUndefined();
    expect(fargateSize("1", "120Gi")).toBeUndefined();
  });
});
