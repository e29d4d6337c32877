import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate for servers on loopback, which is its own authority. */
export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
}

/** Makes a certificate for 127.0.0.1 with the `openssl` command, since Node can't make one. */
export function makeCertificate(folder: string): Certificate {
  const keyFile = join(folder, "server.key");
  const certificateFile = join(folder, "server.crt");
  const names = "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default.svc";
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const what = ["-x509", "-days", "30", "-subj", "/CN=rehearsal", "-addext", names];
  execFileSync("openssl", ["req", ...curve, ...what, "-keyout", keyFile, "-out", certificateFile], { stdio: "pipe" });
  return {
    keyFile,
    certificateFile,
    certificate: readFileSync(certificateFile, "utf8"),
    key: readFileSync(keyFile, "utf8"),
  };
}

/** The keys that service account tokens are signed and checked with. */
export function makeServiceAccountKeys(folder: string): {
  readonly privateKeyFile: string;
  readonly publicKeyFile: string;
} {
  const keys = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const privateKeyFile = join(folder, "service-accounts.key");
  const publicKeyFile = join(folder, "service-accounts.pub");
  writeFileSync(privateKeyFile, keys.privateKey, { mode: 0o600 });
  writeFileSync(publicKeyFile, keys.publicKey);
  return { privateKeyFile, publicKeyFile };
}
