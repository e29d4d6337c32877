import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { AddonProps } from "./addon";
import type { ClusterSpecWithAddons } from "./cluster-file";
import { Karpenter } from "./karpenter/karpenter";
import { ADDONS } from "./list";

/** Makes an add-on, and gives what to depend on after all of it. */
type Make = (scope: Construct, props: AddonProps<ClusterSpecWithAddons>) => readonly ITerraformDependable[];

/** What is made of each add-on on the list. */
const MAKE: { readonly [key in (typeof ADDONS)[number]["key"]]: Make } = {
  karpenter: (scope, props) => new Karpenter(scope, "karpenter", props).ready,
};

/** Makes the add-ons, in the order of the list, and gives what to depend on after all of them. */
export function makeAddons(scope: Construct, props: AddonProps<ClusterSpecWithAddons>): ITerraformDependable[] {
  return ADDONS.flatMap(({ key }) => MAKE[key](scope, props));
}
