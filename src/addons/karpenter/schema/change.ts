import { type Change, drift as driftOf } from "../../../description/schema/change";

/** Policy of the controller for what node classes name in AWS: there as long as they name something. */
export const NAMED_IN_CLASSES: readonly string[] = [
  "aws_iam_policy.karpenter_controller-role_NodeClasses",
  "aws_iam_role_policy_attachment.karpenter_controller-role_NodeClasses",
];

/** As everywhere; where a change of a node class drops the last thing named in AWS, its policy goes with it. */
export function drift(nodes: Parameters<typeof driftOf>[0]): Change {
  return driftOf(nodes, NAMED_IN_CLASSES);
}

/** The name of an object in the cluster, and so another object. */
export function renamed(): Change {
  return { kind: "drift", effect: "another object takes the place of the old one, whose nodes are drained and go" };
}
