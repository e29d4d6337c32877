import { DataTerraformRemoteState, TerraformBackend, type TerraformRemoteState } from "cdktf";
import type { Construct } from "constructs";
import type { StateSettings } from "../settings/settings";

/**
 * Keeps a stack's state in a workspace of HCP Terraform (the `cloud` block).
 *
 * In place of CDKTF's `CloudBackend`, which runs `terraform version` whenever it is synthesized, and fails where there
 * is no Terraform.
 */
export class HcpTerraform extends TerraformBackend {
  readonly #settings: StateSettings & { backend: "cloud" };
  readonly #workspace: string;

  constructor(scope: Construct, settings: StateSettings & { backend: "cloud" }, workspace: string) {
    super(scope, "backend", "cloud");
    this.#settings = settings;
    this.#workspace = workspace;
  }

  override toTerraform() {
    const { organization, hostname, project } = this.#settings;
    return { terraform: { cloud: { organization, hostname, workspaces: { name: this.#workspace, project } } } };
  }

  override getRemoteStateDataSource(scope: Construct, id: string): TerraformRemoteState {
    const { organization, hostname } = this.#settings;
    return new DataTerraformRemoteState(scope, id, { organization, hostname, workspaces: { name: this.#workspace } });
  }
}
