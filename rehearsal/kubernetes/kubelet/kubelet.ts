import { type Followed, follow } from "../follow";
import type { Mutation } from "../hooks";
import { PROCESS_ANNOTATION } from "../kwok";
import { type Loop, repeat } from "../loop";
import type { Pod } from "../objects";
import { Controller, type ControllerOptions, type ControllerState, type Program } from "./controller";

/** Marks at admission the pods that a real process stands for. */
export function markControllers(programs: readonly Program[]): Mutation {
  return async (pod) => {
    if (!programOf(programs, pod)) return undefined;
    const annotations = { ...pod.metadata.annotations, [PROCESS_ANNOTATION]: "controller" };
    return { ...pod, metadata: { ...pod.metadata, annotations } };
  };
}

function programOf(programs: readonly Program[], { metadata }: Pod): Program | undefined {
  return programs.find(({ labels }) =>
    Object.entries(labels).every(([name, value]) => metadata.labels?.[name] === value),
  );
}

export interface KubeletOptions extends Omit<ControllerOptions, "program"> {
  readonly programs: readonly Program[];
}

/** The kubelet of the pods that a real process stands for: starts it, tells its state, ends it with its pod. */
export class Kubelet {
  readonly #pods: Followed<Pod>;
  readonly #loop: Loop;
  readonly #controllers = new Map<string, Controller>();
  readonly #told = new Map<string, string>();

  constructor(private readonly options: KubeletOptions) {
    const wake = () => this.#loop?.wake();
    this.#pods = follow<Pod>(options.client, "/api/v1/pods", wake);
    this.#loop = repeat("kubelet", 500, () => this.#reconcile(), options.report);
  }

  /** The controllers whose pods exist. */
  controllers(): readonly Controller[] {
    return [...this.#controllers.values()];
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#pods.stop();
    await Promise.all(this.controllers().map((controller) => controller.stop()));
  }

  async #reconcile(): Promise<void> {
    const pods = this.#pods.items().filter(({ metadata }) => metadata.annotations?.[PROCESS_ANNOTATION]);
    const alive = new Set(pods.map(uidOf));
    const work = pods.filter(({ spec }) => spec.nodeName).map((pod) => this.#follow(pod));
    for (const [uid, controller] of this.#controllers) {
      if (!alive.has(uid)) work.push(this.#end(uid, controller));
    }
    const failed = (await Promise.allSettled(work)).find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
  }

  async #follow(pod: Pod): Promise<void> {
    const uid = uidOf(pod);
    const controller = this.#controllers.get(uid) ?? this.#controllerOf(pod);
    if (pod.metadata.deletionTimestamp) {
      await this.#end(uid, controller);
      await this.options.client.remove(pathOf(pod), { gracePeriodSeconds: 0 });
      return;
    }
    this.#controllers.set(uid, controller);
    await controller.ensure();
    await this.#tell(pod, await controller.state());
  }

  #controllerOf(pod: Pod): Controller {
    const program = programOf(this.options.programs, pod);
    if (!program) throw new Error(`no program stands for the container of ${pod.metadata.name}`);
    return new Controller(pod, { ...this.options, program });
  }

  async #end(uid: string, controller: Controller): Promise<void> {
    await controller.stop();
    this.#controllers.delete(uid);
    this.#told.delete(uid);
  }

  async #tell(pod: Pod, state: ControllerState): Promise<void> {
    const summary = JSON.stringify(state);
    if (this.#told.get(uidOf(pod)) === summary) return;
    await this.options.client.patch(`${pathOf(pod)}/status`, "strategic-merge", { status: statusOf(pod, state) });
    this.#told.set(uidOf(pod), summary);
  }
}

function statusOf(pod: Pod, { running, ready, restarts }: ControllerState): unknown {
  const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const condition = (type: string, holds: boolean) => ({
    type,
    status: holds ? "True" : "False",
    lastTransitionTime: now,
  });
  return {
    phase: "Running",
    startTime: pod.metadata.creationTimestamp,
    conditions: [condition("Initialized", true), condition("ContainersReady", ready), condition("Ready", ready)],
    containerStatuses: pod.spec.containers.map(({ name, image }) => ({
      name,
      image,
      imageID: "",
      ready,
      started: running,
      restartCount: restarts,
      state: running ? { running: { startedAt: now } } : { waiting: { reason: "CrashLoopBackOff" } },
    })),
  };
}

function uidOf({ metadata }: Pod): string {
  return metadata.uid ?? "";
}

function pathOf({ metadata }: Pod): string {
  return `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`;
}
