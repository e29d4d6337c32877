import { DEPLOYER, type EmulatedAws } from "../emulated-aws";

/** Whether a call takes something away. */
export function isRemoval(action: string): boolean {
  return /^(Delete|Detach|Remove|Disassociate|Release)/.test(action);
}

/** What Terraform has asked AWS to take away, in its order, after the first `before` calls of all. */
export function removalsByTerraform(aws: EmulatedAws, before: number): readonly string[] {
  return aws
    .calls()
    .slice(before)
    .filter(({ action, principal }) => principal.endsWith(DEPLOYER) && isRemoval(action))
    .map(({ action }) => action);
}
