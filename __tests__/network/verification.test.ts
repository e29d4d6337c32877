import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ClusterInput } from "../../src/addons/cluster-file";
import { synthesizeCluster } from "../../testing/stacks";
import { apply, findTerraform, plan } from "../../testing/terraform";

const VPC = "vpc-0a1b2c3d4e5f60718";
const subnet = (letter: string) => `subnet-0a1b2c3d4e5f6071${letter}`;
const [A, B, OPEN, OWN, OTHER] = ["a", "b", "c", "d", "e"].map(subnet) as [string, string, string, string, string];

const DESCRIBED: Partial<ClusterInput> = {
  network: { vpcId: VPC, privateSubnets: { "eu-central-1a": A, "eu-central-1b": B }, publicSubnets: [OPEN] },
  controlPlane: { subnets: [OWN, OTHER] },
};

/** What AWS says of the data sources, by their names. */
type Facts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const inZone = (letter: string, free = 200) => ({
  vpc_id: VPC,
  availability_zone: `eu-central-1${letter}`,
  availability_zone_id: `euc1-az${letter}`,
  available_ip_address_count: free,
});

const GOOD: Facts = {
  network_vpc: {
    enable_dns_support: true,
    enable_dns_hostnames: true,
    main_route_table_id: "rtb-main",
    cidr_block_associations: [
      { cidr_block: "10.0.0.0/16", state: "associated" },
      { cidr_block: "172.20.0.0/24", state: "disassociated" },
    ],
  },
  [`network_${A}`]: inZone("a"),
  [`network_${B}`]: inZone("b", 16),
  [`network_${OPEN}`]: inZone("a", 0),
  [`network_${OWN}`]: inZone("a", 6),
  [`network_${OTHER}`]: inZone("c", 11),
  network_internet: { ids: ["rtb-public"] },
  // The others have the main table.
  [`network_${A}-routes`]: { ids: ["rtb-private"] },
  [`network_${B}-routes`]: { ids: [] },
  [`network_${OPEN}-routes`]: { ids: ["rtb-public"] },
};

const terraform = findTerraform();
const root = mkdtempSync(join(tmpdir(), "verification-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/**
 * The conditions of a network as a stack of their own: a record of what AWS says stands for each data source, so that it
 * takes neither AWS nor its provider to judge it.
 */
class Judged {
  readonly folder: string;

  constructor(name: string) {
    this.folder = join(root, name.replace(/\W+/g, "-"));
    mkdirSync(this.folder);
  }

  write(facts: Facts, described: Partial<ClusterInput>): void {
    const {
      data = {},
      resource = {},
      locals,
    } = JSON.parse(
      JSON.stringify(synthesizeCluster(described).cluster).replaceAll(
        /data\.aws_\w+\.(network_[\w-]+)/g,
        "terraform_data.$1.input",
      ),
    );
    const told = Object.entries<Record<string, { lifecycle?: object }>>(data)
      .filter(([type]) => ["aws_vpc", "aws_subnet", "aws_route_tables"].includes(type))
      .flatMap(([, byName]) => Object.entries(byName))
      .map(([name, { lifecycle }]) => {
        const input = facts[name];
        if (!input) throw new Error(`nothing is said of ${name}`);
        const judged = JSON.stringify(lifecycle ?? {}).replaceAll("self.", "self.input.");
        return [name, { input, lifecycle: JSON.parse(judged) }];
      });
    const records = Object.entries<Record<string, unknown>>(resource.terraform_data ?? {})
      .filter(([name]) => name.startsWith("network_") || name === "fixed_controlPlane-availabilityZones")
      .map(([name, { depends_on: _, ...block }]) => [name, block]);
    const stack = {
      resource: { terraform_data: Object.fromEntries([...told, ...records]) },
      ...(locals && { locals }),
    };
    writeFileSync(join(this.folder, "cdk.tf.json"), JSON.stringify(stack));
  }

  /** Why a plan fails, as one line; nothing where it doesn't. */
  async verdict(facts: Facts, described = DESCRIBED): Promise<string> {
    this.write(facts, described);
    try {
      await plan(this.folder, devNull);
      return "";
    } catch (error) {
      return String(error).replace(/[\s│╷╵]+/g, " ");
    }
  }
}

const but = (name: string, facts: Readonly<Record<string, unknown>>, others: Facts = GOOD): Facts => ({
  ...others,
  [name]: { ...others[name], ...facts },
});

/** Something that is wrong with what has this name, and the sentence for it. */
type Wrong = readonly [what: string, name: string, facts: Readonly<Record<string, unknown>>, said: string];

const VPC_WRONG: readonly Wrong[] = [
  [
    "hosts get no names",
    "network_vpc",
    { enable_dns_hostnames: false },
    `VPC ${VPC} has no DNS resolution, or gives hosts no DNS names, and nodes can't join a cluster without; ask its owner to turn both on`,
  ],
  [
    "services have addresses of the VPC",
    "network_vpc",
    { cidr_block_associations: [{ cidr_block: "172.16.0.0/12", state: "associated" }] },
    `The range of services, 172.20.0.0/16, overlaps 172.16.0.0/12 of VPC ${VPC}, and EKS refuses that; choose another under controlPlane.serviceCidr.`,
  ],
  [
    "the control plane would be in one zone",
    `network_${OTHER}`,
    { availability_zone: "eu-central-1a" },
    "The subnets under controlPlane.subnets are all in eu-central-1a, and EKS wants two for a control plane; add one of another zone.",
  ],
];

const SUBNET_WRONG: readonly Wrong[] = [
  [
    "a subnet is of another VPC",
    `network_${A}`,
    { vpc_id: "vpc-1" },
    `Subnet ${A} is in vpc-1, and network.vpcId is ${VPC}; take one of that VPC for network.privateSubnets.`,
  ],
  [
    "a public subnet is of another VPC",
    `network_${OPEN}`,
    { vpc_id: "vpc-2" },
    "is in vpc-2, and network.vpcId is vpc-0a1b2c3d4e5f60718; take one of that VPC for network.publicSubnets.",
  ],
  [
    "a subnet is in another zone",
    `network_${A}`,
    { availability_zone: "eu-central-1c" },
    `Subnet ${A} is in eu-central-1c, and network.privateSubnets has it for eu-central-1a; write it beside its own zone.`,
  ],
  [
    "a subnet is in a Local Zone",
    `network_${OWN}`,
    { availability_zone: "eu-central-1-ham-1a" },
    `Subnet ${OWN} is in eu-central-1-ham-1a, which is no availability zone of eu-central-1 but a Local Zone or the like`,
  ],
];

const FULL: readonly Wrong[] = [
  [
    "a private subnet is full",
    `network_${A}`,
    { available_ip_address_count: 15 },
    `Subnet ${A} has 15 free addresses, and 16 are needed at least; take another for network.privateSubnets, or free some.`,
  ],
  [
    "a subnet of the control plane is full",
    `network_${OWN}`,
    { available_ip_address_count: 5 },
    `Subnet ${OWN} has 5 free addresses, and 6 are needed at least; take another for controlPlane.subnets`,
  ],
];

const ROUTES_WRONG: readonly Wrong[] = [
  [
    "a private subnet is public",
    `network_${A}-routes`,
    { ids: ["rtb-public"] },
    `Subnet ${A} is public: its route table rtb-public leads to an internet gateway, and Fargate takes private subnets only; take another for network.privateSubnets.`,
  ],
  [
    "a private subnet is public by the main route table",
    "network_internet",
    { ids: ["rtb-public", "rtb-main"] },
    `Subnet ${B} is public: its route table rtb-main leads to an internet gateway`,
  ],
  [
    "a public subnet isn't",
    `network_${OPEN}-routes`,
    { ids: ["rtb-nat"] },
    `Subnet ${OPEN} isn't public: its route table rtb-nat leads to no internet gateway; take another for network.publicSubnets.`,
  ],
];

describe.skipIf("reason" in terraform)("Verification, with Terraform", { timeout: 120_000 }, () => {
  it("defaults: a VPC as it has to be, with subnets in the main route table and in their own", async () => {
    expect(await new Judged("good").verdict(GOOD)).toBe("");
  });

  it.each([
    ["the VPC", VPC_WRONG],
    ["the subnets", SUBNET_WRONG],
    ["addresses", FULL],
    ["routes", ROUTES_WRONG],
  ])("fails when something is wrong with %s, and says each of it", async (subject, wrongs) => {
    const facts = wrongs.reduce((others, [, name, wrong]) => but(name, wrong, others), GOOD);
    const verdict = await new Judged(subject).verdict(facts);
    const unsaid = wrongs.filter(([, , , said]) => !verdict.includes(said)).map(([what]) => what);
    expect(unsaid, verdict).toEqual([]);
  });

  it("fails when all nodes would be in one zone, and lists subnets without their zones", async () => {
    const described = { ...DESCRIBED, network: { vpcId: VPC, privateSubnets: [A, B] } };
    const judged = new Judged("one-zone");
    expect(await judged.verdict(GOOD, described)).toBe("");
    expect(await judged.verdict(but(`network_${B}`, { availability_zone: "eu-central-1a" }), described)).toContain(
      "The subnets under network.privateSubnets are all in eu-central-1a, and Karpenter and CoreDNS run in two; add one of another zone.",
    );
  });

  it("fails when a subnet is in a zone that EKS refuses, or Fargate for nodes, by the zone's id", async () => {
    const refused = async (region: string, id: string) => {
      const zoned = (letter: string) => ({ ...inZone(letter), availability_zone: `${region}${letter}` });
      const [first, second] = [{ ...zoned("a"), availability_zone_id: id }, zoned("c")];
      const facts = {
        ...GOOD,
        [`network_${A}`]: first,
        [`network_${B}`]: second,
        [`network_${OWN}`]: first,
        [`network_${OTHER}`]: second,
      };
      const network = { vpcId: VPC, privateSubnets: [A, B] };
      return new Judged(region).verdict(facts, { ...DESCRIBED, region, network });
    };
    const inUs = await refused("us-east-1", "use1-az3");
    for (const [id, key] of [
      [A, "network.privateSubnets"],
      [OWN, "controlPlane.subnets"],
    ]) {
      expect(inUs).toContain(
        `In this account us-east-1a, where subnet ${id} is, is the zone use1-az3, where EKS takes no subnets; take ${id} out of ${key}.`,
      );
    }
    const inJapan = await refused("ap-northeast-1", "apne1-az3");
    expect(inJapan).toContain(`where subnet ${A} is, is the zone apne1-az3, where Fargate runs no pods`);
    expect(inJapan).not.toContain(`where subnet ${OWN} is`);
  });

  it("takes addresses that were free when a subnet was taken in, and asks no more", async () => {
    const judged = new Judged("busy");
    judged.write(GOOD, DESCRIBED);
    await apply(judged.folder, devNull);
    const busy = but(`network_${A}`, { available_ip_address_count: 0 });
    expect(await judged.verdict(busy)).toBe("");
  });

  it("fails when the control plane's subnets are of other zones than it was made in", async () => {
    const judged = new Judged("moved");
    judged.write(GOOD, DESCRIBED);
    await apply(judged.folder, devNull);
    expect(await judged.verdict(but(`network_${OTHER}`, { availability_zone: "eu-central-1b" }))).toContain(
      "The list of zones of controlPlane.subnets was eu-central-1a, eu-central-1c when the cluster was made, and is eu-central-1a, eu-central-1b now",
    );
  });

  it("asks for nothing of a cluster that is going to be destroyed", async () => {
    const bad = but("network_vpc", { enable_dns_hostnames: false });
    expect(await new Judged("retired").verdict(bad, { ...DESCRIBED, retired: true })).toBe("");
  });
});
