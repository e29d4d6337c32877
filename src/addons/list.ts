import { KARPENTER } from "./karpenter";

/** The add-ons, in the order in which their keys are in a cluster file, and in which they are made. */
export const ADDONS = [KARPENTER] as const;
