import { KUBERNETES_VERSIONS } from "../../src/knowledge/kubernetes-versions";
import { type JsonSchema, mapSchema } from "./json-schema";

/**
 * Keywords of the editor schema beyond JSON Schema's own. YAML language servers show this text in place of the pattern that
 * a value doesn't match; a strict validator has to be told of it.
 */
export const EDITOR_KEYWORDS: readonly string[] = ["patternErrorMessage"];

/** What a text must be like, and the words for it. */
interface Pattern {
  readonly pattern: string;
  readonly patternErrorMessage: string;
}

const pattern = (source: RegExp | string, patternErrorMessage: string): Pattern => ({
  pattern: typeof source === "string" ? source : source.source,
  patternErrorMessage,
});

const quantity = {
  anyOf: [
    { type: "number", minimum: 0 },
    {
      type: "string",
      ...pattern(/^\d+(\.\d+)?(m|k|Ki|[MGTPE]i?)?$/, "a Kubernetes quantity is needed, such as 100, 500m or 1Gi"),
    },
  ],
};

const OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const ADDRESS = `${OCTET}(\\.${OCTET}){3}`;

/**
 * What refinements and rules know of single values, by the path of the key, as JSON Schema spells it. It refuses nothing
 * that the program takes, which a test holds against the program.
 */
const KNOWN: Readonly<Record<string, object>> = {
  name: { maxLength: 46 },
  kubernetesVersion: { enum: KUBERNETES_VERSIONS },
  tags: {
    maxProperties: 40,
    propertyNames: {
      minLength: 1,
      maxLength: 128,
      ...pattern(
        /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
        "letters, digits, spaces and _ . : / = + - @ are needed, and keys that begin with aws: are AWS's own",
      ),
    },
  },
  "tags.*": pattern(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, "letters, digits, spaces and _ . : / = + - @ are needed"),
  // One that is made, or one that exists.
  network: {
    oneOf: [["availabilityZones"], ["vpcId", "privateSubnets"]].map((required) => ({
      required,
      // Strict validators want to see them here, too.
      properties: Object.fromEntries(required.map((key) => [key, {}])),
    })),
  },
  "network.cidr": pattern(
    `^${ADDRESS}/(1[6-9]|2[0-2])$`,
    "an IPv4 range from /16 to /22 is needed, such as 10.0.0.0/16",
  ),
  "network.availabilityZones": { uniqueItems: true },
  "network.publicSubnets": { uniqueItems: true },
  "controlPlane.subnets": { uniqueItems: true },
  "controlPlane.serviceCidr": pattern(
    `^(10\\.|172\\.(1[6-9]|2\\d|3[01])\\.|192\\.168\\.)${OCTET}(\\.${OCTET}){1,2}/(1[2-9]|2[0-4])$`,
    "a private IPv4 range from /12 to /24 is needed, such as 172.20.0.0/16",
  ),
  "fargate.profiles[].name": pattern(
    /^(?!eks-)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    "lower-case letters, digits and '-' are needed, with a letter or digit at both ends, and not eks- before them",
  ),
  "fargate.profiles[].selectors[].namespace": pattern(
    /^[a-z0-9*?]([-a-z0-9*?]*[a-z0-9*?])?$/,
    "lower-case letters, digits and '-' are needed; * and ? are wildcards",
  ),
  "fargate.profiles[].selectors[].labels": { maxProperties: 5 },
  "karpenter.version": pattern(
    /^(1\.(1[4-9]|[2-9]\d|\d{3,})|([2-9]|[1-9]\d+)\.\d+)\.\d+$/,
    "an exact version without 'v' is needed, 1.14.0 or later, such as 1.15.1",
  ),
  "karpenter.resources.cpu": quantity,
  "karpenter.resources.memory": quantity,
  "karpenter.nodePools[].disruption.budgets[].reasons": { uniqueItems: true },
  "karpenter.nodePools[].template.metadata.labels": { maxProperties: 100 },
  "karpenter.nodeClasses[].amiAlias": pattern(
    /^(windows20(19|22|25)@latest|(al2|al2023|bottlerocket)@[^@\n]+)$/,
    "an alias of the form family@version is needed, such as al2023@v20260101, or of Windows, @latest",
  ),
  ...Object.fromEntries(
    ["amiSelectorTerms", "subnetSelectorTerms", "securityGroupSelectorTerms", "capacityReservationSelectorTerms"].map(
      (terms) => [`karpenter.nodeClasses[].${terms}[].tags`, { minProperties: 1, maxProperties: 20 }],
    ),
  ),
};

/** The schema for editors: words for patterns, one type for each place, and what is known of single values beyond shapes. */
export function editorSchema(schema: JsonSchema): JsonSchema {
  return mapSchema(withKnown(schema, ""), oneType);
}

function withKnown(schema: JsonSchema, path: string): JsonSchema {
  const { type: _, ...untyped } = schema;
  const known = KNOWN[path] ?? {};
  const own: JsonSchema = { ...("anyOf" in known ? untyped : schema), ...known };
  const inner = (value: unknown, below: string): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? withKnown(value as JsonSchema, below)
      : value;
  if (own.properties) {
    own.properties = Object.fromEntries(
      Object.entries(own.properties).map(([key, value]) => [key, inner(value, path === "" ? key : `${path}.${key}`)]),
    ) as JsonSchema["properties"];
  }
  if (own.items) own.items = inner(own.items, `${path}[]`) as JsonSchema["items"];
  if (own.additionalProperties) {
    own.additionalProperties = inner(own.additionalProperties, `${path}.*`) as JsonSchema["additionalProperties"];
  }
  return own;
}

/** Strict validators want a place for each type. */
function oneType(schema: JsonSchema): JsonSchema {
  const { type, ...rest } = schema;
  return Array.isArray(type)
    ? { ...rest, anyOf: type.map((each: string) => ({ type: each })) as JsonSchema[] }
    : schema;
}
