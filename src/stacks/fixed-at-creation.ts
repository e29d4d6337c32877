import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import type { FixedValue } from "../description/fixed-values";
import { DataRecord } from "../terraform/data-record";

export interface FixedAtCreationProps {
  readonly values: readonly FixedValue[];
  /** What settles the values: as long as it isn't made, they may change. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The value that was recorded, in a template. */
const RECORDED = "${self.output}";

/**
 * Remembers what was settled when a cluster was made, and fails each plan for a description that says otherwise.
 *
 * One record for each value, so that a value that a later version adds is recorded by the first deploy with it. A record
 * keeps what it was made with (`ignore_changes`), whatever the description says later, and so both are known to a plan.
 */
export class FixedAtCreation extends Construct {
  constructor(scope: Construct, id: string, { values, dependsOn }: FixedAtCreationProps) {
    super(scope, id);
    for (const fixed of values) {
      new DataRecord(this, fixed.key, {
        input: fixed.value,
        ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
        ...(!fixed.latch && { lifecycle: { ignoreChanges: ["input"], postcondition: [unchanged(fixed)] } }),
      });
    }
  }
}

function unchanged({ key, title = key, value, advice }: FixedValue) {
  return {
    // A value that only Terraform knows is an expression already.
    condition: `\${self.output == ${Token.isUnresolved(value) ? value : JSON.stringify(value)}}`,
    errorMessage: `${title} was ${RECORDED} when the cluster was made, and is ${value} now: ${advice.replaceAll("<was>", () => RECORDED)}.`,
  };
}
