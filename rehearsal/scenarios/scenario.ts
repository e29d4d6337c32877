import type { World } from "../world";

/** A part of a cluster's life, with assertions of its own. */
export interface Scenario {
  /** Number in the documentation; they run in this order. */
  readonly number: number;
  readonly name: string;
  /** `kubernetes` where there is nothing to see without a control plane. */
  readonly needs: "aws" | "kubernetes";
  /** @throws Error that names what is not as it should be */
  run(world: World): Promise<void>;
}
