import { writeFileSync } from "node:fs";
import type { Access } from "./client";

/** How a kubeconfig lets its user in: a token, or a file that holds one and is read again as it changes. */
export type Credentials = { readonly token: string } | { readonly tokenFile: string };

/** Writes a kubeconfig (as JSON, which is YAML) for one server and one user. */
export function writeKubeconfig(
  path: string,
  { server, certificateAuthority }: Pick<Access, "server" | "certificateAuthority">,
  user: Credentials,
): string {
  const authority = Buffer.from(certificateAuthority).toString("base64");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "rehearsal", cluster: { server, "certificate-authority-data": authority } }],
    users: [{ name: "user", user }],
    contexts: [{ name: "rehearsal", context: { cluster: "rehearsal", user: "user" } }],
    "current-context": "rehearsal",
  };
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}
