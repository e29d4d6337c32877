import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClusterInput } from "../../src/addons/cluster-file";
import { graphOf } from "../../testing/graph";
import { resources, synthesizeCluster } from "../../testing/stacks";
import { apply, findTerraform, plan } from "../../testing/terraform";

const KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const EXISTING = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  privateSubnets: { "eu-central-1a": "subnet-0a1b2c3d", "eu-central-1b": "subnet-1a1b2c3d" },
  verify: false,
};
const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

const terraform = findTerraform();
const root = mkdtempSync(join(tmpdir(), "fixed-at-creation-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("FixedAtCreation", () => {
  const { cluster, addons } = synthesizeCluster();

  it("defaults: a record for each value, made after the cluster and settled with it", () => {
    const graph = graphOf(cluster);
    const records = graph.nodes.filter((address) => address.startsWith("terraform_data."));
    expect(records).toHaveLength(7);
    for (const record of records) expect(graph.reaches(record, "aws_eks_cluster.cluster"), record).toBe(true);
  });

  it("keeps the region of the add-ons stack too: its plan may be the only one", () => {
    expect(Object.keys(resources(addons, "terraform_data"))).toContain("fixed_region");
  });
});

/** The records of a cluster as a stack of their own: they need no provider, and so a cluster can be made and edited. */
class Records {
  readonly #folder: string;

  constructor(name: string) {
    this.#folder = join(root, name);
    mkdirSync(this.#folder);
  }

  async make(description: Partial<ClusterInput>): Promise<void> {
    this.#write(description);
    await apply(this.#folder, devNull);
  }

  /** Addresses that a plan would change, or why it fails, as one line. */
  async edit(description: Partial<ClusterInput>): Promise<string[] | string> {
    this.#write(description);
    try {
      const { resource_changes: changes } = await plan(this.#folder, devNull);
      return changes.flatMap(({ address, change }) => (change.actions.includes("no-op") ? [] : [address]));
    } catch (error) {
      return String(error).replace(/[\s│╷╵]+/g, " ");
    }
  }

  #write(description: Partial<ClusterInput>): void {
    const records = resources(synthesizeCluster(description).cluster, "terraform_data");
    const resource = {
      terraform_data: Object.fromEntries(
        Object.entries(records).map(([name, { depends_on: _, ...block }]) => [name, block]),
      ),
    };
    writeFileSync(join(this.#folder, "cdk.tf.json"), JSON.stringify({ resource }));
  }
}

const IMPOSSIBLE: readonly (readonly [what: string, edit: Partial<ClusterInput>, said: string])[] = [
  [
    "region",
    { region: "eu-west-1", network: { availabilityZones: ["eu-west-1a", "eu-west-1b"] } },
    "region was eu-central-1 when the cluster was made, and is eu-west-1 now: nothing moves to another region; write back eu-central-1, or describe another cluster beside this one, in a file of its own.",
  ],
  [
    "cidr",
    { network: { availabilityZones: ZONES.slice(0, 2), cidr: "10.1.0.0/16" } },
    "network.cidr was 10.0.0.0/16 when the cluster was made, and is 10.1.0.0/16 now: a VPC keeps its range, and the cluster its VPC; write back 10.0.0.0/16,",
  ],
  [
    "zones",
    { network: { availabilityZones: ZONES } },
    "controlPlane.availabilityZones was eu-central-1a, eu-central-1b when the cluster was made, and is eu-central-1a, eu-central-1b, eu-central-1c now: EKS keeps a control plane in the zones that it was made in; write controlPlane.availabilityZones: [eu-central-1a, eu-central-1b], and network.availabilityZones may have others beside them.",
  ],
  [
    "vpc",
    { network: EXISTING },
    `network.vpcId was 10.0.0.0/16 when the cluster was made, and is ${EXISTING.vpcId} now: a cluster keeps its VPC; write back 10.0.0.0/16,`,
  ],
  [
    "service-range",
    { controlPlane: { serviceCidr: "10.100.0.0/16" } },
    "controlPlane.serviceCidr was 172.20.0.0/16 when the cluster was made, and is 10.100.0.0/16 now: EKS can't change the range of services;",
  ],
  [
    "creator",
    { controlPlane: { access: { creatorAdmin: false, admins: ["arn:aws:iam::111122223333:role/admin"] } } },
    "controlPlane.access.creatorAdmin was true when the cluster was made, and is false now: EKS heeds it only when it makes a cluster; write back true,",
  ],
  [
    "encryption",
    { controlPlane: { secretsEncryption: { enabled: false } } },
    "controlPlane.secretsEncryption.enabled was true when the cluster was made, and is false now: EKS can't turn the encryption of secrets off again; write back true,",
  ],
  [
    "key",
    { controlPlane: { secretsEncryption: { keyArn: KEY_ARN } } },
    `controlPlane.secretsEncryption.keyArn was a key made here when the cluster was made, and is ${KEY_ARN} now: EKS can't change the key, and without it the cluster is lost;`,
  ],
];

describe.skipIf("reason" in terraform)("FixedAtCreation, with Terraform", { timeout: 120_000 }, () => {
  /** Those of a cluster that is never changed: an edit is only planned. */
  const standing = new Records("standing");
  beforeAll(() => standing.make({}));

  it("lets a plan be empty for the same cluster, and for another zone beside those of the control plane", async () => {
    expect(await standing.edit({})).toEqual([]);
    expect(
      await standing.edit({
        network: { availabilityZones: ZONES },
        controlPlane: { availabilityZones: ZONES.slice(0, 2) },
      }),
    ).toEqual([]);
  });

  it.each(IMPOSSIBLE)("fails when an edit changes what is fixed: %s", async (_, edit, said) => {
    expect(await standing.edit(edit)).toContain(said);
    expect(await standing.edit({})).toEqual([]);
  });

  it("fails when the zones of the control plane's subnets change, in a VPC that exists, or when it is left", async () => {
    const records = new Records("existing");
    const existing = (more: object) => ({ network: { ...EXISTING, ...more } });
    await records.make(existing({}));
    expect(await records.edit(existing({}))).toEqual([]);
    const privateSubnets = { ...EXISTING.privateSubnets, "eu-central-1c": "subnet-2a1b2c3d" };
    expect(await records.edit(existing({ privateSubnets }))).toContain(
      "The list of zones of network.privateSubnets was eu-central-1a, eu-central-1b when the cluster was made, and is eu-central-1a, eu-central-1b, eu-central-1c now: EKS keeps a control plane in the zones that it was made in; write subnets of exactly these zones under controlPlane.subnets: eu-central-1a, eu-central-1b.",
    );
    const subnets = Object.values(EXISTING.privateSubnets);
    expect(await records.edit({ ...existing({ privateSubnets }), controlPlane: { subnets } })).toEqual([]);
    expect(await records.edit(existing({ vpcId: "vpc-1a1b2c3d4e5f60718" }))).toContain(
      `network.vpcId was ${EXISTING.vpcId} when the cluster was made`,
    );
    expect(await records.edit({})).toContain(`network.cidr was ${EXISTING.vpcId} when the cluster was made`);
  });

  it("says each of several things that can't be changed", async () => {
    const said = await standing.edit({
      network: { availabilityZones: ZONES, cidr: "10.1.0.0/16" },
      controlPlane: { serviceCidr: "10.100.0.0/16" },
    });
    for (const key of ["network.cidr was", "controlPlane.serviceCidr was", "controlPlane.availabilityZones was"]) {
      expect(said).toContain(key);
    }
  });

  it("lets encryption be turned on, and fails when it is turned off, or the key changed, after that", async () => {
    const records = new Records("latch");
    const off = { controlPlane: { secretsEncryption: { enabled: false } } };
    await records.make(off);
    expect(await records.edit(off)).toEqual([]);
    const on = { controlPlane: { secretsEncryption: { keyArn: KEY_ARN } } };
    expect(await records.edit(on)).toEqual([
      "terraform_data.fixed_controlPlane-secretsEncryption-enabled",
      "terraform_data.fixed_controlPlane-secretsEncryption-keyArn",
    ]);
    await records.make(on);
    expect(await records.edit(on)).toEqual([]);
    expect(await records.edit(off)).toContain("controlPlane.secretsEncryption.enabled was true");
    expect(await records.edit({})).toContain(`controlPlane.secretsEncryption.keyArn was ${KEY_ARN}`);
  });
});
