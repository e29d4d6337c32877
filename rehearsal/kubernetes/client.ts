import { Agent, type RequestOptions, request } from "node:https";
import type { KubeObject } from "./objects";

/** Where an API server is and how it lets us in. */
export interface Access {
  readonly server: string;
  /** The authority that the server's certificate is checked with, as PEM. */
  readonly certificateAuthority: string;
  readonly token: string;
}

/** An answer of the API server that is not a success. */
export class KubeError extends Error {
  constructor(
    readonly status: number,
    method: string,
    path: string,
    answer: string,
  ) {
    super(`${method} ${path}: ${status} ${messageOf(answer)}`);
  }
}

export interface List<T> {
  readonly metadata: { readonly resourceVersion: string };
  readonly items?: readonly T[];
}

export interface WatchEvent<T> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: T;
}

export type PatchKind = "merge" | "strategic-merge" | "apply";

/**
 * The handful of calls to a Kubernetes API server that the rehearsal makes, by path: kinds come and go here with their
 * definitions. `@kubernetes/client-node` doesn't do it: 2.0 doesn't load under Node 20, and 1.x, 54 MB with a thousand files
 * of types, has no calls by path but a watch, which ends for good with its kind.
 */
export class KubeClient {
  readonly #agent: Agent;

  constructor(readonly access: Access) {
    this.#agent = new Agent({ keepAlive: true, ca: access.certificateAuthority });
  }

  async get<T>(path: string): Promise<T> {
    return JSON.parse(await this.#call("GET", path));
  }

  /** The object, or nothing where there is none. */
  async find<T>(path: string): Promise<T | undefined> {
    return this.get<T>(path).catch((error) => absent(error));
  }

  async create<T>(path: string, body: unknown): Promise<T> {
    return JSON.parse(await this.#call("POST", path, body));
  }

  async patch<T>(path: string, kind: PatchKind, body: unknown): Promise<T> {
    const contentType = kind === "apply" ? "application/apply-patch+yaml" : `application/${kind}-patch+json`;
    return JSON.parse(await this.#call("PATCH", path, body, contentType));
  }

  /** Makes the object, or makes it so, by server-side apply. `path` is the object's own. */
  async apply<T>(path: string, object: KubeObject): Promise<T> {
    return this.patch<T>(`${path}?fieldManager=rehearsal&force=true`, "apply", object);
  }

  /** Deletes; that there is nothing to delete is fine. */
  async remove(path: string, options: { gracePeriodSeconds?: number } = {}): Promise<void> {
    await this.#call("DELETE", path, options).catch((error) => absent(error));
  }

  async text(path: string): Promise<string> {
    return this.#call("GET", path);
  }

  /**
   * Reads a watch until it ends by itself or is aborted.
   *
   * @throws KubeError when the server refuses the watch
   */
  watch<T>(path: string, signal: AbortSignal, handle: (event: WatchEvent<T>) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const call = request(this.#options("GET", path, { signal }), (answer) => {
        let rest = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          const lines = `${rest}${chunk}`.split("\n");
          rest = lines.pop() ?? "";
          if (answer.statusCode === 200) for (const line of lines) if (line) handle(JSON.parse(line));
        });
        answer.on("error", reject);
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve();
          else reject(new KubeError(answer.statusCode ?? 0, "WATCH", path, rest));
        });
      });
      call.on("error", (error) => (signal.aborted ? resolve() : reject(error)));
      call.end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  #call(method: string, path: string, body?: unknown, contentType = "application/json"): Promise<string> {
    const content = body === undefined ? "" : JSON.stringify(body);
    // Without its length Node would send the body of a DELETE unframed, and the next call on the connection would fail.
    const headers = { "Content-Type": contentType, "Content-Length": Buffer.byteLength(content) };
    return new Promise((resolve, reject) => {
      const call = request(this.#options(method, path, { headers }), (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          text += chunk;
        });
        answer.on("error", reject);
        answer.on("end", () => {
          const status = answer.statusCode ?? 0;
          if (status >= 200 && status < 300) resolve(text);
          else reject(new KubeError(status, method, path, text));
        });
      });
      call.on("error", reject);
      call.setTimeout(30_000, () => call.destroy(new Error(`${method} ${path}: no answer within 30 s`)));
      call.end(content);
    });
  }

  #options(method: string, path: string, more: RequestOptions): RequestOptions {
    const { hostname, port } = new URL(this.access.server);
    const headers = { Authorization: `Bearer ${this.access.token}`, ...more.headers };
    return { ...more, method, hostname, port, path, headers, agent: this.#agent };
  }
}

function absent(error: unknown): undefined {
  if (error instanceof KubeError && error.status === 404) return undefined;
  throw error;
}

function messageOf(answer: string): string {
  try {
    const parsed: unknown = JSON.parse(answer);
    if (typeof parsed === "object" && parsed !== null && "message" in parsed) return String(parsed.message);
  } catch {
    // Not every refusal is a Status object.
  }
  return answer.slice(0, 500);
}
