import assert from "node:assert/strict";
import { DEPLOYER, type Inventory } from "../../emulated-aws";
import type { World } from "../../world";

/** Something that exists in AWS and is in no state. */
export interface Orphan {
  readonly service: string;
  readonly kind: string;
  readonly id: string;
}

/** What Karpenter makes and removes by itself, and network interfaces, which come and go with what they belong to. */
const OF_OTHERS = ["instances", "launchTemplates", "instanceProfiles", "volumes", "networkInterfaces"];

/** Whatever exists in AWS is in one of the states: nothing was lost, and nothing made twice. */
export async function expectNoOrphans(world: World, when: string): Promise<void> {
  const found = await findOrphans(world);
  const readable = found.map(({ service, kind, id }) => `${service} ${kind} ${id}`);
  assert.deepEqual(readable, [], `all that is in AWS ${when} is in a state`);
}

/** What exists in AWS and is in neither stack's state. */
export async function findOrphans({ aws, project }: World): Promise<readonly Orphan[]> {
  const known = new Set<string>();
  for (const stack of project.stacks) {
    const { output } = await project.terraform(stack, ["state", "pull"]);
    if (output.trim() !== "") collectStrings(JSON.parse(output), known);
  }
  return orphans(await aws.resources(), known);
}

/** What exists and is not named in the states. */
export function orphans(inventory: Inventory, known: ReadonlySet<string>): Orphan[] {
  return Object.entries(inventory).flatMap(([service, kinds]) =>
    Object.entries(kinds).flatMap(([kind, identifiers]) =>
      identifiers
        .filter((id) => !OF_OTHERS.includes(kind) && !isCreators(kind, id))
        // What belongs to a cluster or a bus is listed as `<owner>/<name>`.
        .filter((id) => !known.has(id) && !known.has(id.slice(id.indexOf("/") + 1)))
        .map((id) => ({ service, kind, id })),
    ),
  );
}

/** EKS itself makes an access entry for whoever creates the cluster. */
function isCreators(kind: string, id: string): boolean {
  return kind === "accessEntries" && id.endsWith(DEPLOYER);
}

function collectStrings(value: unknown, into: Set<string>): void {
  if (typeof value === "string") into.add(value);
  else if (typeof value === "object" && value !== null)
    for (const one of Object.values(value)) collectStrings(one, into);
}
