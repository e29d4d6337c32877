/** What this folder takes from the product's sources about Karpenter: where it lies there, this file alone knows. */
export { expandNodeClass, expandNodePool } from "../../src/addons/karpenter/description/expand";
export { controllerPolicies } from "../../src/addons/karpenter/policies";
export type { ParsedNodeClass } from "../../src/addons/karpenter/schema/node-class";
export type { ParsedNodePool } from "../../src/addons/karpenter/schema/node-pool";
export { KARPENTER_LABELS } from "../../src/description/cluster-spec";
export { controllerRoleName, nodeRoleName } from "../../src/iam/role-names";
export { nodeSelectors } from "../../src/network/node-selectors";
