import type { EmulatedAws } from "../../emulated-aws";
import type { Moment } from "./kill";

const QUIET_MILLISECONDS = 2000;

/**
 * While Terraform waits for what an action began, and for nothing else: it has succeeded, and since a while no call but
 * such as only read.
 */
export function waitingAfter(aws: EmulatedAws, action: string, what: string): Moment {
  const before = aws.calls().length;
  return {
    what,
    arrived: () => {
      const changes = aws
        .calls()
        .slice(before)
        .filter(({ action: name, code }) => code === "OK" && !/^(Describe|Get|List)/.test(name));
      const last = changes.at(-1);
      const quiet = last !== undefined && Date.now() - Date.parse(last.time) > QUIET_MILLISECONDS;
      return quiet && changes.some((one) => one.action === action);
    },
  };
}
