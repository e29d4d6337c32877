import type { World } from "../world";

/** A part of a cluster's life, with assertions of its own. */
export interface Scenario {
  /** Number in the documentation, and for the command line. */
  readonly number: number;
  readonly name: string;
  /** `kubernetes` where there is nothing to see without a control plane. */
  readonly needs: "aws" | "kubernetes";
  /** Whether it needs no deploy before it: it wants nothing, or sees to it by itself. @default false */
  readonly alone?: boolean;
  /**
   * @param note tells whoever watches what is done now
   * @throws Error that names what is not as it should be
   */
  run(world: World, note: (line: string) => void): Promise<void>;
}

/** Scenarios of one world, which they find and leave with an empty account. */
export interface Life {
  /** Of its folder, too. */
  readonly name: "life" | "bad-days";
  readonly scenarios: readonly Scenario[];
}
