import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Programs, required } from "./control-plane";
import { freePort, type Guarded, start } from "./processes";

/** Label of the nodes whose kubelet KWOK plays; only nodes that the rehearsal made have it. */
export const KUBELET_LABEL = "rehearsal/kubelet";

/** Annotation of pods that KWOK leaves alone, because a real process stands for their container. */
export const PROCESS_ANNOTATION = "rehearsal/process";

const STAGES = ["node/fast", "node/heartbeat-with-lease", "pod/fast"];

/**
 * Starts KWOK, which keeps nodes Ready and makes pods on them run.
 *
 * @param stages folder of KWOK's stages, from its sources
 */
export async function startKwok(
  programs: Programs,
  stages: string,
  kubeconfig: string,
  folder: string,
): Promise<Guarded> {
  const parameters = [
    `--kubeconfig=${kubeconfig}`,
    "--manage-all-nodes=false",
    `--manage-nodes-with-label-selector=${KUBELET_LABEL}=kwok`,
    `--disregard-status-with-annotation-selector=${PROCESS_ANNOTATION}`,
    "--node-lease-duration-seconds=40",
    `--server-address=127.0.0.1:${await freePort()}`,
    ...STAGES.flatMap((name) => stageFiles(join(stages, name))).map((file) => `--config=${file}`),
  ];
  return start("kwok", required(programs, "kwok"), parameters, { log: join(folder, "kwok.log") });
}

function stageFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml") && name !== "kustomization.yaml")
    .map((name) => join(folder, name));
}
