import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AddonProcess } from "../../tools/catalogue";
import type { KubeClient } from "../client";
import { writeKubeconfig } from "../kubeconfig";
import type { Report } from "../loop";
import type { Container, Pod } from "../objects";
import { freePort, type Guarded, lastLines, start } from "../processes";
import { containerEnvironment } from "./environment";
import { mountTokens, type Tokens } from "./tokens";

const API_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

/** A program, and how it stands for the container of the pods that have its labels. */
export type Program = AddonProcess & { readonly program: string };

export interface ControllerOptions {
  readonly client: KubeClient;
  readonly program: Program;
  /** Where its log and its tokens go. */
  readonly folder: string;
  /** Where AWS's APIs are. */
  readonly awsUrl: string;
  readonly report: Report;
}

/** State of a container as its pod's status tells it. */
export interface ControllerState {
  readonly running: boolean;
  readonly ready: boolean;
  readonly restarts: number;
}

/** An add-on's real controller in the place of its pod's container; started again when it ends, as a kubelet does. */
export class Controller {
  readonly log: string;
  readonly #folder: string;
  readonly #container: Container;
  #tokens: Tokens | undefined;
  #process: Guarded | undefined;
  #healthPort = 0;
  #starts = 0;
  #startAgainAt = 0;
  #stopped = false;

  constructor(
    readonly pod: Pod,
    private readonly options: ControllerOptions,
  ) {
    const container = pod.spec.containers.find(({ name }) => name === "controller") ?? pod.spec.containers[0];
    if (!container) throw new Error(`pod ${pod.metadata.name} has no container`);
    this.#container = container;
    this.#folder = join(options.folder, pod.metadata.name);
    this.log = join(options.folder, `${pod.metadata.name}.log`);
  }

  /** The errors in its log that say something, oldest first. */
  errors(): readonly string[] {
    if (!existsSync(this.log)) return [];
    return readFileSync(this.log, "utf8")
      .split("\n")
      .filter((line) => /"level":"(ERROR|PANIC|FATAL)"|^panic:/.test(line))
      .filter((line) => !this.options.program.expectedErrors.test(line));
  }

  /** Starts the process unless it runs, or has ended so often that it has to wait. */
  async ensure(): Promise<void> {
    if (this.#stopped || this.#process?.running() || Date.now() < this.#startAgainAt) return;
    if (this.#process) {
      const code = await this.#process.exited;
      const lastWords = lastLines(this.log, 1).slice(0, 600);
      this.options.report(`${this.pod.metadata.name} ended with code ${code}, see ${this.log}: ${lastWords}`);
    }
    const { metadata } = this.pod;
    mkdirSync(this.#folder, { recursive: true });
    const volumes = join(this.#folder, "volumes");
    this.#tokens ??= await mountTokens(this.options.client, this.pod, this.#container, volumes, this.options.report);
    const environment = await this.#environment();
    this.options.report(`${metadata.name}: starting the controller${this.#starts ? " again" : ""}`);
    this.#process = start(metadata.name, this.options.program.program, [], { log: this.log, environment });
    this.#starts += 1;
    // A kubelet starts a container again at once the first time, then after 10, 20, 40 s and so on up to five minutes.
    const wait = this.#starts < 2 ? 0 : Math.min(10_000 * 2 ** (this.#starts - 2), 300_000);
    this.#startAgainAt = Date.now() + wait;
  }

  async state(): Promise<ControllerState> {
    const running = this.#process?.running() ?? false;
    return { running, ready: running && (await this.#isReady()), restarts: Math.max(0, this.#starts - 1) };
  }

  /** Ends the process for good, as the end of its pod does. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#process?.stop();
    this.#tokens?.stop();
  }

  /** Ends the process as a crash would. */
  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  /**
   * The pod's own environment, with what differs since the processes share one machine: ports, the place of the tokens,
   * and the address of AWS.
   */
  async #environment(): Promise<Record<string, string>> {
    const { client, awsUrl, program } = this.options;
    const given = containerEnvironment(this.pod, this.#container);
    const located = Object.entries(given).map(([name, value]) => [name, this.#tokens?.locate(value) ?? value]);
    const tokenFile = this.#tokens?.locate(API_TOKEN);
    if (!tokenFile)
      throw new Error(`${this.pod.metadata.name} mounts no service account token: it could not reach the API server`);
    this.#healthPort = await freePort();
    const ports = await Promise.all(program.ports.map(async (name) => [name, String(await freePort())]));
    return {
      ...Object.fromEntries(located),
      KUBECONFIG: writeKubeconfig(join(this.#folder, "kubeconfig"), client.access, { tokenFile }),
      ...Object.fromEntries(ports),
      [program.healthPort]: String(this.#healthPort),
      [program.namespace]: this.pod.metadata.namespace ?? "",
      AWS_ENDPOINT_URL: awsUrl,
      // The SDK for Go does not heed the common address when it exchanges the token for credentials.
      AWS_ENDPOINT_URL_STS: awsUrl,
      // There is no instance metadata on Fargate either.
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  async #isReady(): Promise<boolean> {
    const path = this.#container.readinessProbe?.httpGet?.path ?? "/readyz";
    const url = `http://127.0.0.1:${this.#healthPort}${path}`;
    return fetch(url, { signal: AbortSignal.timeout(1500) }).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.ok;
      },
      () => false,
    );
  }
}
