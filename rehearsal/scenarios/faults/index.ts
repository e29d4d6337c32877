import { blockedDrain } from "../../karpenter/faults/blocked-drain";
import { forgottenOthers, forgottenPools } from "../../karpenter/faults/forgotten";
import { keptCluster } from "../../karpenter/faults/kept-cluster";
import { killedController } from "../../karpenter/faults/killed-controller";
import { moved } from "../../karpenter/faults/moved";
import { removedByHand } from "../../karpenter/faults/removed-by-hand";
import type { Scenario } from "../scenario";
import { badDay } from "./bad-day";
import { drainedZone } from "./drained-zone";
import { examplesTakenIn } from "./examples";
import { killedInCluster } from "./killed-cluster";
import { killedInDestroy } from "./killed-drain";
import { killedDeploys, killedDestroys } from "./quarters";
import { refusedTokens } from "./refused-tokens";

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
