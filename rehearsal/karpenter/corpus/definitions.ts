import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { parseAllDocuments } from "yaml";
import { type KubeClient, KubeError } from "../../kubernetes/client";
import type { KubeObject } from "../../kubernetes/objects";
import type { CustomResource } from "./server";
import { COLLECTIONS } from "./server";

const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const WAIT_SECONDS = 30;
const TOO_MANY_REQUESTS = 429;

interface Definition extends KubeObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

export interface DefinitionsOptions {
  readonly client: KubeClient;
  /** Folder of the chart `karpenter-crd`. */
  readonly chart: string;
  /** Path of the Helm CLI, which renders the chart. */
  readonly helm: string;
}

/**
 * Sees to it that the API server knows Karpenter's resources.
 *
 * Definitions that are there already, such as those of a deployed add-ons stack, are used as they are. Else those of the
 * chart are put there, and taken away by the function that is returned: a release of the same chart would stumble over
 * definitions that are not its own.
 */
export async function provideDefinitions({ client, chart, helm }: DefinitionsOptions): Promise<() => Promise<void>> {
  const added: string[] = [];
  const remove = async (): Promise<void> => {
    for (const path of added) await client.remove(path);
    for (const path of added) {
      await until(`${path} is gone`, async () => (await client.find(path)) === undefined);
    }
  };
  try {
    for (const definition of await render(helm, chart)) {
      const path = `${DEFINITIONS}/${definition.metadata.name}`;
      if ((await client.find(path)) !== undefined) continue;
      await client.apply(path, definition);
      added.push(path);
    }
    for (const kind of Object.keys(COLLECTIONS) as CustomResource["kind"][]) {
      await until(`${kind} is served`, () => isServed(client, COLLECTIONS[kind]));
    }
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}

async function render(helm: string, chart: string): Promise<readonly Definition[]> {
  const { stdout } = await promisify(execFile)(helm, ["template", "karpenter-crd", chart], { maxBuffer: 2 ** 25 });
  const documents = parseAllDocuments(stdout).map((document): Definition | null => document.toJS());
  return documents.filter((one) => one !== null);
}

/** Right after its definition a collection is not there, and then there without a place to keep things in. */
async function isServed(client: KubeClient, collection: string): Promise<boolean> {
  try {
    return (await client.find(collection)) !== undefined;
  } catch (error) {
    if (error instanceof KubeError && error.status === TOO_MANY_REQUESTS) return false;
    throw error;
  }
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WAIT_SECONDS * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`the API server does not say within ${WAIT_SECONDS} s that ${what}`);
    await pause(100);
  }
}
