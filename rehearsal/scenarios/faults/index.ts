import type { Scenario } from "../scenario";
import { badDay } from "./bad-day";
import { blockedDrain } from "./blocked-drain";
import { drainedZone } from "./drained-zone";
import { examplesTakenIn } from "./examples";
import { forgottenOthers, forgottenPools } from "./forgotten";
import { keptCluster } from "./kept-cluster";
import { killedInCluster } from "./killed-cluster";
import { killedController } from "./killed-controller";
import { killedInDestroy } from "./killed-drain";
import { moved } from "./moved";
import { killedDeploys, killedDestroys } from "./quarters";
import { refusedTokens } from "./refused-tokens";
import { removedByHand } from "./removed-by-hand";

/** Scenario 7: a cluster's life once more, from an empty account to an empty account, on bad days only. */
export const faults: readonly Scenario[] = [
  killedInCluster,
  badDay,
  killedController,
  refusedTokens,
  blockedDrain,
  forgottenPools,
  removedByHand,
  moved,
  killedInDestroy,
];

/** What takes as long again, and is rehearsed when all is asked for. */
export const moreFaults: readonly Scenario[] = [
  killedDeploys,
  forgottenOthers,
  keptCluster,
  killedDestroys,
  drainedZone,
  examplesTakenIn,
];
