import { parse as parseToml, TomlError } from "smol-toml";
import { type Document, parseAllDocuments } from "yaml";
import { error, type KeyPath, type Problem, warning } from "../../../description/problem";
import type { EC2NodeClassSpec } from "../description/expand";
import { amiFamily } from "./ami";

/** EC2's limit, before base64: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
const MOST_BYTES = 16 * 1024;

/**
 * What Karpenter itself writes beside it (the cluster's certificate, labels, taints, kubelet), generously: about 2 KiB
 * for an ordinary cluster, more with many labels.
 */
const KARPENTERS_BYTES = 4 * 1024;

/** Rules for user data: whether the AMI family can read it, as Karpenter hands it on, and whether it fits. */
export function userDataRules(spec: EC2NodeClassSpec, path: KeyPath): Problem[] {
  const { userData } = spec;
  const at = [...path, "userData"];
  const family = amiFamily(spec);
  if (userData === undefined || userData.trim() === "") {
    return family === "Custom"
      ? [
          warning(
            at,
            "to instances of AMI family Custom Karpenter tells nothing of the cluster, so they join only if the AMI knows it; write user data that bootstraps the node, or set the family that the AMI is of",
          ),
        ]
      : [];
  }
  const size = sizeProblems(family, userData, at);
  // What is too long by far needs no reading.
  if (size.some(({ severity }) => severity === "error")) return size;
  const wrong = problemOf(family, userData);
  return wrong === undefined ? size : [error(at, wrong), ...size];
}

function sizeProblems(family: string, userData: string, at: KeyPath): Problem[] {
  const bytes = Buffer.byteLength(userData);
  if (bytes > MOST_BYTES) {
    return [
      error(at, `EC2 takes ${MOST_BYTES} bytes of user data, and these are ${bytes}; fetch the rest from elsewhere`),
    ];
  }
  // What a custom family's instances get is this and nothing else.
  return family !== "Custom" && bytes > MOST_BYTES - KARPENTERS_BYTES
    ? [
        warning(
          at,
          `EC2 takes ${MOST_BYTES} bytes of user data, these are ${bytes}, and Karpenter adds some thousand of its own; keep to ${MOST_BYTES - KARPENTERS_BYTES}`,
        ),
      ]
    : [];
}

function problemOf(family: string, userData: string): string | undefined {
  if (family === "Bottlerocket") return bottlerocketProblem(userData);
  if (family !== "AL2" && family !== "AL2023") return undefined;
  if (/^(MIME-Version|Content-Type):/.test(userData.trim())) return mimeProblem(userData);
  if (looksLikeToml(userData)) {
    return `AMI family ${family} runs user data as a script, and this is TOML, as Bottlerocket wants it; write a script or choose a Bottlerocket AMI`;
  }
  return (family === "AL2023" ? nodeConfigProblem(userData) : undefined) ?? scriptProblem(userData);
}

/** `UnmarshalTOML` in Karpenter's `pkg/providers/amifamily/bootstrap/bottlerocketsettings.go`. */
function bottlerocketProblem(userData: string): string | undefined {
  const wants = "Bottlerocket wants its settings in TOML, such as [settings.kubernetes]";
  if (/^#!|^(MIME-Version|Content-Type):/.test(userData.trim())) {
    return `this is a script or MIME, and ${wants}; use a bootstrap container for scripts`;
  }
  try {
    const others = Object.keys(parseToml(userData)).filter((key) => key !== "settings");
    return others.length === 0
      ? undefined
      : `Karpenter hands on the tables below 'settings' only, and drops ${others.join(", ")}; put it below settings`;
  } catch (problem) {
    if (!(problem instanceof TomlError)) throw problem;
    const [reason = ""] = problem.message.replace(/^Invalid TOML document: /, "").split("\n");
    return `${wants}, and line ${problem.line} can't be read: ${reason}; mend it`;
  }
}

/** `NewArchive` in Karpenter's `pkg/providers/amifamily/bootstrap/mime`: headers, an empty line, then the parts. */
function mimeProblem(userData: string): string | undefined {
  const [head = ""] = userData.split(/\r?\n\r?\n/, 1);
  const fix = 'write Content-Type: multipart/mixed; boundary="//" among the headers, and an empty line behind them';
  if (userData.trimStart() !== userData) return "user data in MIME must begin with its headers; remove what is before";
  if (!/^Content-Type:\s*multipart\/[\w-]+\s*;/im.test(head)) {
    return `Karpenter takes MIME user data in parts only, and the headers don't say multipart; ${fix}`;
  }
  const boundary = /boundary="?([^"\r\n;]+)"?/i.exec(head)?.[1];
  if (boundary === undefined) return `the headers of the MIME user data name no boundary; ${fix}`;
  const lines = userData.split(/\r?\n/);
  if (!lines.includes(`--${boundary}`)) return `no part of the MIME user data begins with --${boundary}; add it`;
  return lines.includes(`--${boundary}--`)
    ? undefined
    : `the MIME user data doesn't end with --${boundary}--; add it as the last line`;
}

function looksLikeToml(userData: string): boolean {
  return !userData.startsWith("#!") && /^\s*\[settings(\.[\w."-]+)?\]\s*$/m.test(userData);
}

/** What isn't MIME and is a map in YAML, is a NodeConfig to Karpenter (`parseUserData` in its `nodeadm.go`). */
function nodeConfigProblem(userData: string): string | undefined {
  const [document] = parseAllDocuments(userData, { uniqueKeys: false });
  const content = document && document.errors.length === 0 ? contentOf(document) : undefined;
  const isEmpty = document === undefined || content === null;
  if (!isEmpty && (typeof content !== "object" || Array.isArray(content))) return undefined;
  if (isEmpty) {
    return "this holds nothing but comments, which Karpenter takes for an empty NodeConfig; add commands or drop it";
  }
  if (userData.startsWith("#cloud-config")) {
    return "Karpenter takes cloud-config by itself for a NodeConfig; make it a part of MIME user data, with Content-Type: text/cloud-config";
  }
  const { apiVersion, kind } = content as { apiVersion?: unknown; kind?: unknown };
  return String(apiVersion).startsWith("node.eks.aws/") && kind === "NodeConfig"
    ? undefined
    : "Karpenter takes YAML for a NodeConfig, and this is none; write apiVersion: node.eks.aws/v1alpha1 and kind: NodeConfig, or a script that begins with #!";
}

/** @returns nothing for what can't be resolved, such as aliases that multiply */
function contentOf(document: Pick<Document, "toJS">): unknown {
  try {
    return document.toJS();
  } catch (problem) {
    if (problem instanceof ReferenceError) return undefined;
    throw problem;
  }
}

function scriptProblem(userData: string): string | undefined {
  if (userData.startsWith("#!") || /^\s*apiVersion:\s*node\.eks\.aws\//m.test(userData)) return undefined;
  return "user data of this AMI family is run as a script, which has to begin with #! in its first line, such as #!/bin/bash; add it";
}
