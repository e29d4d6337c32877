import { setTimeout as pause } from "node:timers/promises";
import { type KubeClient, KubeError, type List } from "./client";
import type { KubeObject } from "./objects";

/** A copy of all objects of one kind, kept up to date. */
export interface Followed<T extends KubeObject> {
  items(): T[];
  stop(): Promise<void>;
}

const RETRY_MILLISECONDS = 500;

/**
 * Follows a collection by list and watch, for ever: a kind that does not exist (yet, or no longer) is an empty one.
 *
 * @param path of the collection, without a query
 * @param changed is called after each change
 */
export function follow<T extends KubeObject>(client: KubeClient, path: string, changed: () => void): Followed<T> {
  const known = new Map<string, T>();
  const abort = new AbortController();
  const run = async (): Promise<void> => {
    while (!abort.signal.aborted) {
      try {
        const list = await client.get<List<T>>(path);
        known.clear();
        for (const item of list.items ?? []) known.set(keyOf(item), item);
        changed();
        await readChanges(client, path, list.metadata.resourceVersion, abort.signal, known, changed);
      } catch (error) {
        if (error instanceof KubeError && error.status === 404 && known.size > 0) {
          known.clear();
          changed();
        }
        await pause(RETRY_MILLISECONDS, undefined, { signal: abort.signal }).catch(() => undefined);
      }
    }
  };
  const running = run();
  return {
    items: () => [...known.values()],
    stop: () => {
      abort.abort();
      return running;
    },
  };
}

async function readChanges<T extends KubeObject>(
  client: KubeClient,
  path: string,
  from: string,
  signal: AbortSignal,
  known: Map<string, T>,
  changed: () => void,
): Promise<void> {
  let version = from;
  let gone = false;
  while (!signal.aborted && !gone) {
    const query = new URLSearchParams({ watch: "true", resourceVersion: version, allowWatchBookmarks: "true" });
    const started = Date.now();
    await client.watch<T>(`${path}?${query}`, signal, ({ type, object }) => {
      if (type === "ERROR") {
        gone = true;
        return;
      }
      version = object.metadata.resourceVersion ?? version;
      if (type === "BOOKMARK") return;
      if (type === "DELETED") known.delete(keyOf(object));
      else known.set(keyOf(object), object);
      changed();
    });
    // A watch that ends at once (its definition was deleted) must not become a busy loop; list again.
    gone ||= Date.now() - started < RETRY_MILLISECONDS;
  }
  if (!signal.aborted) await pause(RETRY_MILLISECONDS, undefined, { signal }).catch(() => undefined);
}

function keyOf({ metadata }: KubeObject): string {
  return metadata.uid ?? `${metadata.namespace}/${metadata.name}`;
}
