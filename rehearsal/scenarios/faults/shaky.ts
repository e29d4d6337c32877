import { DEPLOYER, type FaultRule } from "../../emulated-aws";

const TERRAFORM = `*${DEPLOYER}`;

/**
 * AWS throttles Terraform and fails for it. The clients repeat a call 25 times by default: with shares like these none
 * fails for good.
 */
export const SHAKY: readonly FaultRule[] = [
  { kind: "throttle", principal: TERRAFORM, share: 0.06 },
  { kind: "server_error", principal: TERRAFORM, share: 0.04 },
];
