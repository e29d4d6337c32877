import { type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

export interface DataRecordProps extends TerraformMetaArguments {
  /** What is kept in the state, and is there as `output` from then on. */
  readonly input: string;
}

/**
 * A `terraform_data`: something that is kept in the state, and in no cloud.
 *
 * In place of CDKTF's `DataResource`, which runs `terraform version` whenever it is synthesized, and fails where there is
 * no Terraform.
 */
export class DataRecord extends TerraformResource {
  readonly #input: string;

  constructor(scope: Construct, id: string, { input, ...meta }: DataRecordProps) {
    super(scope, id, { terraformResourceType: "terraform_data", ...meta });
    this.#input = input;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.#input };
  }
}
