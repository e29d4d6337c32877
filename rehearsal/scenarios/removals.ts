import { DEPLOYER, type EmulatedAws } from "../emulated-aws";

/** Whether a call takes something away. */
export function isRemoval(action: string): boolean {
  return /^(Delete|Detach|Remove|Disassociate|Release)/.test(action);
}

/**
 * What Terraform has asked AWS to take away, in its order, after the first `before` calls of all. Not what is to be left in the
 * cluster, and only managed by nobody: an add-on that is preserved.
 */
export function removalsByTerraform(aws: EmulatedAws, before: number): readonly string[] {
  return aws
    .calls()
    .slice(before)
    .filter(({ action, principal }) => principal.endsWith(DEPLOYER) && isRemoval(action))
    .filter(({ parameters }) => ![true, "true"].some((yes) => parameters.preserve === yes))
    .map(({ action }) => action);
}
