import { type KubeClient, KubeError } from "../../kubernetes/client";

/** An object as it goes to the API server, good or bad. */
export interface CustomResource {
  readonly kind: "NodePool" | "EC2NodeClass";
}

/** Where objects of each kind are made. */
export const COLLECTIONS = {
  NodePool: "/apis/karpenter.sh/v1/nodepools",
  EC2NodeClass: "/apis/karpenter.k8s.aws/v1/ec2nodeclasses",
} as const satisfies Record<CustomResource["kind"], string>;

const BAD_REQUEST = 400;
const CONFLICT = 409;
const INVALID = 422;

/**
 * Why the API server refuses an object, which it is shown and does not keep.
 *
 * @returns the server's message, or nothing where it accepts the object
 * @throws Error for an answer that is no verdict
 */
export async function refusalOf(
  client: Pick<KubeClient, "create">,
  object: CustomResource,
): Promise<string | undefined> {
  try {
    await client.create(`${COLLECTIONS[object.kind]}?dryRun=All`, object);
    return undefined;
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    if (error.status === BAD_REQUEST || error.status === INVALID) return error.message;
    // That there is one of this name is found out only after the object itself was found good.
    if (error.status === CONFLICT) return undefined;
    throw error;
  }
}
