import { describe, expect, it } from "vitest";
import { z } from "zod";
import { namedObjects } from "../../../src/addons/karpenter/description/aws-objects";
import { controllerPolicies } from "../../../src/addons/karpenter/policies";
import { NodeClassSchema } from "../../../src/addons/karpenter/schema/node-class";
import { policyDocument } from "../../../src/iam/policy-document";
import { authorize, type Call } from "../../../testing/iam";

const OWN = "111122223333";
const OTHER = "444455556666";
const facts = {
  partition: "aws",
  region: "eu-central-1",
  accountId: OWN,
  clusterName: "sandbox",
  nodeRoleArn: `arn:aws:iam::${OWN}:role/KarpenterNodeRole-sandbox`,
};

const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
const OTHER_KEY = "ffffabcd-12ab-34cd-56ef-1234567890ab";
const VIA_EC2 = { "kms:ViaService": "ec2.eu-central-1.amazonaws.com" };
const FOR_AWS = { ...VIA_EC2, "kms:GrantIsForAWSResource": "true" };

const keyArn = (id: string, account = OWN) => `arn:aws:kms:eu-central-1:${account}:key/${id}`;
const read = (arn: string): Call => ({ action: "ssm:GetParameter", resource: arn });
const parameter = (name: string, account = OWN) => read(`arn:aws:ssm:eu-central-1:${account}:parameter${name}`);
const pass = (role: string, service = "ec2.amazonaws.com"): Call => ({
  action: "iam:PassRole",
  resource: `arn:aws:iam::${OWN}:role/${role}`,
  context: { "iam:PassedToService": service },
});
const launch = (resource: string, region = "eu-central-1"): Call => ({
  action: "ec2:RunInstances",
  resource: `arn:aws:ec2:${region}:${resource}`,
});

/** What EBS does with a key for whoever starts an instance. */
function encrypt(arn: string, context: Call["context"] = {}): Call[] {
  const calls: Call[] = [
    ...["Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"].map((name) => ({
      action: `kms:${name}`,
      resource: arn,
      context: { ...VIA_EC2, ...context },
    })),
    { action: "kms:CreateGrant", resource: arn, context: { ...FOR_AWS, ...context } },
  ];
  return calls.map((call) => ({ ...call, resourcePolicy: LEAVES_IT_TO_IAM }));
}

/** A key policy that leaves it to the account's IAM who may use the key. */
const LEAVES_IT_TO_IAM = policyDocument({
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${OWN}:root` },
  Action: "kms:*",
  Resource: "*",
});

/** What a value names, which calls that takes, and the nearest that must stay forbidden. */
interface Case {
  readonly nodeClass: object;
  readonly allowed: readonly Call[];
  readonly denied: readonly Call[];
}

const ami = (term: object) => ({ amiFamily: "AL2023", amiSelectorTerms: [term] });
const volume = (ebs: object) => ({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }] });
const encrypted = (kmsKeyID: string) => volume({ volumeSize: "20Gi", encrypted: true, kmsKeyID });
const image = {
  allowed: [launch(":image/ami-0a")],
  denied: [launch(":image/ami-0a", "us-east-1")],
};
const inSubnet = {
  allowed: [launch(`${OTHER}:subnet/subnet-0a`)],
  denied: [launch(`${OWN}:subnet/subnet-0a`, "us-east-1")],
};
const inGroup = {
  allowed: [launch(`${OWN}:security-group/sg-0a`)],
  denied: [launch(`${OWN}:security-group/sg-0a`, "us-east-1")],
};
const inReservation = {
  allowed: [launch(`${OTHER}:capacity-reservation/cr-0a`)],
  denied: [launch(`${OTHER}:capacity-reservation/cr-0a`, "us-east-1")],
};
const inGroupOfPlaces = {
  allowed: [launch(`${OWN}:placement-group/pg-0a`)],
  denied: [launch(`${OWN}:placement-group/pg-0a`, "us-east-1")],
};
const published = {
  allowed: [read("arn:aws:ssm:eu-central-1::parameter/aws/service/eks/optimized-ami/1.36/x/image_id")],
  denied: [parameter("/acme/ami")],
};

/** Every key of a node class that names something in AWS. */
const NAMING: Readonly<Record<string, readonly Case[]>> = {
  amiAlias: [{ nodeClass: { amiAlias: "al2023@latest" }, ...published }],
  "amiSelectorTerms.[].alias": [{ nodeClass: { amiSelectorTerms: [{ alias: "al2023@latest" }] }, ...published }],
  "amiSelectorTerms.[].id": [{ nodeClass: ami({ id: "ami-0a" }), ...image }],
  "amiSelectorTerms.[].name": [{ nodeClass: ami({ name: "mine-*" }), ...image }],
  "amiSelectorTerms.[].owner": [{ nodeClass: ami({ name: "mine-*", owner: OTHER }), ...image }],
  "amiSelectorTerms.[].tags.*": [{ nodeClass: ami({ tags: { team: "web" } }), ...image }],
  "amiSelectorTerms.[].ssmParameter": [
    {
      nodeClass: ami({ ssmParameter: "/acme/ami" }),
      allowed: [parameter("/acme/ami")],
      denied: [parameter("/acme/ami2"), parameter("/acme"), parameter("/acme/ami", OTHER)],
    },
    {
      nodeClass: ami({ ssmParameter: "acme-ami:3" }),
      allowed: [parameter("/acme-ami")],
      denied: [parameter("/acme"), parameter("/acme-ami3")],
    },
    {
      nodeClass: ami({ ssmParameter: `arn:aws:ssm:eu-central-1:${OTHER}:parameter/acme/ami:latest` }),
      allowed: [parameter("/acme/ami", OTHER)],
      denied: [parameter("/acme/ami"), parameter("/acme/key", OTHER)],
    },
    { nodeClass: ami({ ssmParameter: "/aws/service/acme/ami" }), ...published },
  ],
  role: [
    {
      nodeClass: { role: "KarpenterNodeRole-sandbox" },
      allowed: [pass("KarpenterNodeRole-sandbox")],
      denied: [pass("nodes"), pass("KarpenterNodeRole-sandbox2")],
    },
  ],
  instanceProfile: [
    {
      nodeClass: { instanceProfile: "nodes" },
      allowed: [pass("KarpenterNodeRole-sandbox")],
      denied: [pass("nodes")],
    },
  ],
  instanceProfileRoleArn: [
    {
      nodeClass: { instanceProfile: "nodes", instanceProfileRoleArn: `arn:aws:iam::${OWN}:role/platform/nodes` },
      allowed: [pass("platform/nodes"), pass("KarpenterNodeRole-sandbox")],
      denied: [pass("nodes"), pass("platform/nodes2"), pass("platform/nodes", "lambda.amazonaws.com")],
    },
  ],
  "subnetSelectorTerms.[].id": [{ nodeClass: { subnetSelectorTerms: [{ id: "subnet-0a" }] }, ...inSubnet }],
  "subnetSelectorTerms.[].tags.*": [{ nodeClass: { subnetSelectorTerms: [{ tags: { a: "b" } }] }, ...inSubnet }],
  "securityGroupSelectorTerms.[].id": [{ nodeClass: { securityGroupSelectorTerms: [{ id: "sg-0a" }] }, ...inGroup }],
  "securityGroupSelectorTerms.[].name": [{ nodeClass: { securityGroupSelectorTerms: [{ name: "x" }] }, ...inGroup }],
  "securityGroupSelectorTerms.[].tags.*": [
    { nodeClass: { securityGroupSelectorTerms: [{ tags: { a: "b" } }] }, ...inGroup },
  ],
  "capacityReservationSelectorTerms.[].id": [
    { nodeClass: { capacityReservationSelectorTerms: [{ id: "cr-0a" }] }, ...inReservation },
  ],
  "capacityReservationSelectorTerms.[].ownerID": [
    { nodeClass: { capacityReservationSelectorTerms: [{ tags: { a: "b" }, ownerID: OTHER }] }, ...inReservation },
  ],
  "capacityReservationSelectorTerms.[].tags.*": [
    { nodeClass: { capacityReservationSelectorTerms: [{ tags: { a: "b" } }] }, ...inReservation },
  ],
  "placementGroupSelector.id": [{ nodeClass: { placementGroupSelector: { id: "pg-0a" } }, ...inGroupOfPlaces }],
  "placementGroupSelector.name": [{ nodeClass: { placementGroupSelector: { name: "x" } }, ...inGroupOfPlaces }],
  "blockDeviceMappings.[].ebs.snapshotID": [
    {
      nodeClass: volume({ snapshotID: "snap-0a" }),
      allowed: [launch(":snapshot/snap-0a")],
      denied: [launch(":snapshot/snap-0a", "us-east-1")],
    },
  ],
  "blockDeviceMappings.[].ebs.kmsKeyID": [
    {
      nodeClass: encrypted(keyArn(KEY, OTHER)),
      allowed: encrypt(keyArn(KEY, OTHER)),
      denied: [
        ...encrypt(keyArn(KEY)),
        ...encrypt(keyArn(OTHER_KEY, OTHER)),
        ...encrypt(keyArn(KEY, OTHER), { "kms:ViaService": "s3.eu-central-1.amazonaws.com" }),
        ...["kms:Encrypt", "kms:CreateGrant"].map((action) => ({
          action,
          resource: keyArn(KEY, OTHER),
          context: VIA_EC2,
          resourcePolicy: LEAVES_IT_TO_IAM,
        })),
      ],
    },
    { nodeClass: encrypted(KEY), allowed: encrypt(keyArn(KEY)), denied: encrypt(keyArn(OTHER_KEY)) },
    {
      nodeClass: encrypted("alias/disks"),
      allowed: encrypt(keyArn(KEY), { "kms:ResourceAliases": ["alias/disks", "alias/old"] }),
      denied: [
        ...encrypt(keyArn(KEY), { "kms:ResourceAliases": ["alias/other"] }),
        ...encrypt(keyArn(KEY, OTHER), { "kms:ResourceAliases": ["alias/disks"] }),
      ],
    },
    {
      nodeClass: encrypted(`arn:aws:kms:eu-central-1:${OTHER}:alias/disks`),
      allowed: encrypt(keyArn(KEY, OTHER), { "kms:ResourceAliases": ["alias/disks"] }),
      denied: encrypt(keyArn(KEY), { "kms:ResourceAliases": ["alias/disks"] }),
    },
    {
      nodeClass: encrypted("alias/aws/ebs"),
      allowed: [],
      denied: encrypt(keyArn(KEY), { "kms:ResourceAliases": ["alias/aws/ebs"] }),
    },
  ],
};

/** Keys that name nothing in AWS, and what they are about. */
const NAMING_NOTHING =
  /^(name|labels\.\*|annotations\.\*|amiFamily|userData|tags\.\*|context|instanceStorePolicy|detailedMonitoring|ipPrefixCount|associatePublicIPAddress|capacityReservationSelectorTerms\.\[\]\.instanceMatchCriteria|(networkInterfaces\.\[\]|connectionTracking|metadataOptions|enclaveOptions|cpuOptions|kubelet)\..*|blockDeviceMappings\.\[\]\.(deviceName|rootVolume|ebs\.(volumeSize|volumeType|iops|throughput|encrypted|volumeInitializationRate|deleteOnTermination)))$/;

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

function keysOf({ properties, items, additionalProperties }: Schema, path: readonly string[] = []): string[] {
  const below = Object.entries(properties ?? {}).flatMap(([key, schema]) => keysOf(schema, [...path, key]));
  if (items) below.push(...keysOf(items, [...path, "[]"]));
  if (typeof additionalProperties === "object") below.push(...keysOf(additionalProperties, [...path, "*"]));
  return below.length > 0 ? below : [path.join(".")];
}

const KEYS = keysOf(z.toJSONSchema(NodeClassSchema, { io: "input" }) as Schema);
const CASES = Object.entries(NAMING).flatMap(([key, cases]) =>
  cases.map((one) => [key, JSON.stringify(one.nodeClass), one] as const),
);

function policiesFor(nodeClass: object) {
  const named = namedObjects([NodeClassSchema.parse({ name: "a", ...nodeClass })]);
  return controllerPolicies({ ...facts, named });
}

describe("permissions for what a node class names", () => {
  it("fails when a key is neither known to name something in AWS nor known not to", () => {
    expect(KEYS.filter((key) => !NAMING_NOTHING.test(key)).sort()).toEqual(Object.keys(NAMING).sort());
  });

  it.each(CASES)("%s allows what it names, and no neighbour: %s", async (_, __, { nodeClass, allowed, denied }) => {
    const policies = policiesFor(nodeClass);
    for (const call of allowed) {
      const verdict = await authorize(policies, call);
      expect(verdict, `${call.action} on ${call.resource}`).toMatchObject({ allowed: true, ignored: [] });
    }
    for (const call of denied) {
      const verdict = await authorize(policies, call);
      expect(verdict, `${call.action} on ${call.resource}`).toMatchObject({ allowed: false });
    }
  });

  it("defaults to no policy beside the official ones", () => {
    expect(policiesFor({}).map(({ id }) => id)).not.toContain("NodeClasses");
    expect(policiesFor(encrypted("alias/aws/ebs")).map(({ id }) => id)).not.toContain("NodeClasses");
    expect(policiesFor(encrypted("alias/disks")).map(({ id }) => id)).toContain("NodeClasses");
  });
});
