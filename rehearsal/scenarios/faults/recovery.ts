import assert from "node:assert/strict";
import { CommandError } from "../../command";
import type { KubeObject } from "../../kubernetes/objects";
import type { World } from "../../world";

/** Something that a deploy complains of after one that was cut short, and that has to be put right by hand. */
export type Complaint =
  /** What exists in AWS and is not in the state. */
  | { readonly kind: "import"; readonly address: string; readonly id: string }
  /** Helm's record of an operation that never ended. */
  | { readonly kind: "pending release" };

const ROUNDS = 4;
const PENDING = "/api/v1/secrets?labelSelector=owner%3Dhelm%2Cstatus%20in%20(pending-install%2Cpending-upgrade)";

/**
 * Deploys, and does what docs/operations.md says to whatever stops it, until nothing does.
 *
 * @param deploy the deploy, where it is a special one
 * @returns what had to be put right
 * @throws CommandError for a failure that docs/operations.md has no advice for
 */
export async function deployAgain(
  world: World,
  deploy: () => Promise<unknown> = () => world.project.deploy(),
): Promise<readonly Complaint[]> {
  const cured: Complaint[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const error = await failure(deploy());
    if (!error) return cured;
    const complaints = readComplaints(error.printed);
    if (complaints.length === 0) throw error;
    for (const complaint of complaints) await cure(world, complaint);
    cured.push(...complaints);
  }
  throw new Error(`${ROUNDS} deploys were not enough; put right on the way: ${JSON.stringify(cured)}`);
}

/** How a command failed; nothing where it did not. */
export async function failure(command: Promise<unknown>): Promise<CommandError | undefined> {
  try {
    await command;
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
}

/** What is to be put right, by what Terraform printed. */
export function readComplaints(printed: string): Complaint[] {
  const existing =
    /creating [^\n(]*\(([^)\n]+)\):[^\n]*already (?:exists|in use)[^\n]*\n(?:[^\n]*\n){0,2}?[^\n]*with (aws_[\w.-]+),/gi;
  const imports = [...printed.matchAll(existing)].map(([, id = "", address = ""]): Complaint => {
    return { kind: "import", address, id };
  });
  const pending = printed.includes("another operation (install/upgrade/rollback) is in progress");
  return [...imports, ...(pending ? [{ kind: "pending release" } as const] : [])];
}

async function cure({ project, kubernetes }: World, complaint: Complaint): Promise<void> {
  if (complaint.kind === "import") {
    const { address, id } = complaint;
    const [type = "", name = ""] = address.split(".");
    const stack = project.stacks.find((one) => project.synthesized(one).resource?.[type]?.[name] !== undefined);
    assert.ok(stack, `a stack has ${address}`);
    await project.terraform(stack, ["import", "-input=false", "-no-color", address, id]);
    return;
  }
  assert.ok(kubernetes, "there is a control plane where Helm complains");
  const { items } = await kubernetes.client.get<{ items: KubeObject[] }>(PENDING);
  for (const { metadata } of items) {
    await kubernetes.client.remove(`/api/v1/namespaces/${metadata.namespace}/secrets/${metadata.name}`);
  }
}
