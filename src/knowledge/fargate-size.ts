import { quantityValue } from "./quantity";

/** What AWS bills for a pod on Fargate. */
export interface FargateSize {
  readonly vcpu: number;
  /** Gibibytes, which AWS calls GB. */
  readonly memoryGb: number;
}

const GIB = 2 ** 30;

/** Fargate's own share of a pod's memory, for the kubelet and the container runtime. */
const OVERHEAD = 256 * 2 ** 20;

/** Sizes of Fargate pods: https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html */
const SIZES: readonly { vcpu: number; memoryGb: readonly number[] }[] = [
  { vcpu: 0.25, memoryGb: [0.5, 1, 2] },
  { vcpu: 0.5, memoryGb: range(1, 4) },
  { vcpu: 1, memoryGb: range(2, 8) },
  { vcpu: 2, memoryGb: range(4, 16) },
  { vcpu: 4, memoryGb: range(8, 30) },
  { vcpu: 8, memoryGb: range(16, 60, 4) },
  { vcpu: 16, memoryGb: range(32, 120, 8) },
];

/** The smallest size that a pod with these requests fits in, or nothing if it is too large for Fargate. */
export function fargateSize(cpu: string, memory: string): FargateSize | undefined {
  const wantedGb = (quantityValue(memory) + OVERHEAD) / GIB;
  for (const { vcpu, memoryGb } of SIZES) {
    const fitting = memoryGb.find((gb) => gb >= wantedGb);
    if (vcpu >= quantityValue(cpu) && fitting !== undefined) return { vcpu, memoryGb: fitting };
  }
  return undefined;
}

function range(from: number, to: number, step = 1): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
