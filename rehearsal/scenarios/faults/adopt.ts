import type { Block } from "../../../testing/terraform-prepare";
import type { AwsClient } from "../../aws-client";
import type { World } from "../../world";
import { list } from "../../xml";
import { findOrphans } from "./orphans";

/** What can be made twice without a complaint, or is imported by another name than the complaint has, and its type. */
const TYPES: Readonly<Record<string, string>> = {
  vpcs: "aws_vpc",
  subnets: "aws_subnet",
  internetGateways: "aws_internet_gateway",
  routeTables: "aws_route_table",
  addresses: "aws_eip",
  natGateways: "aws_nat_gateway",
  keys: "aws_kms_key",
  policies: "aws_iam_policy",
  oidcProviders: "aws_iam_openid_connect_provider",
};

/**
 * Imports what a deploy that was killed had made and not yet written into the state, and what the next one would make
 * again: it is found by its name.
 *
 * @returns the addresses
 */
export async function adopt(world: World): Promise<readonly string[]> {
  const { client, project } = world;
  const adopted: string[] = [];
  for (const { kind, id } of await findOrphans(world)) {
    const type = TYPES[kind];
    if (!type) continue;
    const name = id.split("policy/")[1] ?? (await nameOf(client, id));
    for (const stack of project.stacks) {
      const address = addressOf(project.synthesized(stack).resource?.[type] ?? {}, name);
      if (!address) continue;
      await project.terraform(stack, ["import", "-input=false", "-no-color", `${type}.${address}`, id]);
      adopted.push(`${type}.${address}`);
    }
  }
  return adopted;
}

/** The resource of that name, or the only one where names are none. */
function addressOf(blocks: Readonly<Record<string, Block>>, name: string | undefined): string | undefined {
  const all = Object.entries(blocks);
  const [first] = all;
  const named = all.filter(([, block]) => nameIn(block) !== undefined);
  if (named.length === 0) return all.length === 1 ? first?.[0] : undefined;
  return named.find(([, block]) => nameIn(block) === name)?.[0];
}

function nameIn({ name, tags }: Block): unknown {
  return name ?? (typeof tags === "object" && tags !== null && "Name" in tags ? tags.Name : undefined);
}

async function nameOf(client: AwsClient, id: string): Promise<string | undefined> {
  const Filter = [
    { Name: "resource-id", Value: [id] },
    { Name: "key", Value: ["Name"] },
  ];
  const { tagSet } = await client.query<{ tagSet: { value: string }[] | "" }>("ec2", "DescribeTags", { Filter });
  return list(tagSet)[0]?.value;
}
