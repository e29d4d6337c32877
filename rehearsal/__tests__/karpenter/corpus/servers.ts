import { type KubeClient, KubeError } from "../../../kubernetes/client";

/** An API server that answers a create with a status. */
export function answering(status: number, message: string): Pick<KubeClient, "create"> {
  return { create: (path) => Promise.reject(new KubeError(status, "POST", path, JSON.stringify({ message }))) };
}

/** An API server that takes everything. */
export const acceptsAll: Pick<KubeClient, "create"> = {
  create: async <T>(_: string, body: unknown) => body as T,
};

/** An API server that takes nothing. */
export const refusesAll = answering(422, "not like this");
