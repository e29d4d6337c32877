/** What this folder takes from the product's sources about Karpenter: where it lies there, this file alone knows. */
export { expandNodeClass, expandNodePool } from "../../src/addons/karpenter/description/expand";
export { controllerRoleName, KARPENTER_LABELS, nodeRoleName } from "../../src/addons/karpenter/names";
export { controllerPolicies } from "../../src/addons/karpenter/policies";
export type { ParsedNodeClass } from "../../src/addons/karpenter/schema/node-class";
export type { ParsedNodePool } from "../../src/addons/karpenter/schema/node-pool";
export { nodeSelectors } from "../../src/network/node-selectors";
