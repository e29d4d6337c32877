import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem } from "../problem";
import { ControlPlaneSchema } from "../schema/control-plane";

const ENDPOINT = ["controlPlane", "endpoint"];
const ENCRYPTION = ["controlPlane", "secretsEncryption"];

const DEFAULTS = ControlPlaneSchema.parse({});

/** Values that nothing would come of: who wrote them expects something else than what they would get. */
export function unusedRules({ controlPlane }: ClusterSpec): Problem[] {
  return [...endpointProblems(controlPlane.endpoint), ...encryptionProblems(controlPlane.secretsEncryption)];
}

type ControlPlane = ClusterSpec["controlPlane"];

function endpointProblems({ public: open, publicCidrs }: ControlPlane["endpoint"]): Problem[] {
  if (open || publicCidrs.join() === DEFAULTS.endpoint.publicCidrs.join()) return [];
  return [
    error(
      [...ENDPOINT, "publicCidrs"],
      "the public endpoint is off, and so these ranges mean nothing; remove them, or set public to true",
      [[...ENDPOINT, "public"]],
    ),
  ];
}

function encryptionProblems({ enabled, keyArn, deletionWindowDays }: ControlPlane["secretsEncryption"]): Problem[] {
  const problems: Problem[] = [];
  if (!enabled && keyArn !== undefined) {
    problems.push(
      error(
        [...ENCRYPTION, "keyArn"],
        "encryption is off (enabled: false), and so this key would encrypt nothing; remove one of the two",
        [[...ENCRYPTION, "enabled"]],
      ),
    );
  }
  const madeHere = enabled && keyArn === undefined;
  if (!madeHere && deletionWindowDays !== DEFAULTS.secretsEncryption.deletionWindowDays) {
    const why = enabled ? "the key (keyArn) is yours" : "encryption is off (enabled: false)";
    problems.push(
      error(
        [...ENCRYPTION, "deletionWindowDays"],
        `${why}, and so no key is made here that could be deleted; remove this`,
        [
          [...ENCRYPTION, "keyArn"],
          [...ENCRYPTION, "enabled"],
        ],
      ),
    );
  }
  return problems;
}
