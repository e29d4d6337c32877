import {
  DataTerraformRemoteState,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  LocalBackend,
  S3Backend,
  type TerraformRemoteState,
  type TerraformStack,
} from "cdktf";
import type { StateSettings } from "../settings/settings";
import { HcpTerraform } from "./hcp-terraform";

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
