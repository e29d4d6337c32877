import {
  DataTerraformRemoteState,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  LocalBackend,
  S3Backend,
  TerraformBackend,
  type TerraformRemoteState,
  type TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import type { StateSettings } from "../settings/settings";

/** Keeps the state of a stack where the settings say; each stack has a state, or workspace, of its own name. */
export function keepState(stack: TerraformStack, name: string, settings: StateSettings): void {
  switch (settings.backend) {
    case "local":
      new LocalBackend(stack, { path: localPath(name, settings.folder) });
      return;
    case "cloud":
      new HcpTerraform(stack, settings, name);
      return;
    case "s3":
      new S3Backend(stack, s3Location(name, settings));
      // CDKTF doesn't know S3's own locking yet.
      stack.addOverride("terraform.backend.s3.use_lockfile", true);
  }
}

/** Reads the state that `keepState` keeps for the stack of that name. */
export function readState(
  scope: TerraformStack,
  id: string,
  name: string,
  settings: StateSettings,
): TerraformRemoteState {
  switch (settings.backend) {
    case "local":
      return new DataTerraformRemoteStateLocal(scope, id, { path: localPath(name, settings.folder) });
    case "cloud":
      return new DataTerraformRemoteState(scope, id, {
        organization: settings.organization,
        hostname: settings.hostname,
        workspaces: { name },
      });
    case "s3":
      return new DataTerraformRemoteStateS3(scope, id, s3Location(name, settings));
  }
}

/**
 * As seen from a stack's folder, where Terraform runs. A relative path, so that what is synthesized is the same wherever
 * the project lies.
 */
function localPath(name: string, folder = "../../.."): string {
  return `${folder}/terraform.${name}.tfstate`;
}

function s3Location(name: string, { bucket, region, prefix, kmsKeyId }: StateSettings & { backend: "s3" }) {
  return { bucket, region, key: `${prefix}${name}.tfstate`, encrypt: true, kmsKeyId };
}

/**
 * Keeps a stack's state in a workspace of HCP Terraform (the `cloud` block).
 *
 * In place of CDKTF's `CloudBackend`, which runs `terraform version` whenever it is synthesized, and fails where there
 * is no Terraform.
 */
class HcpTerraform extends TerraformBackend {
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
