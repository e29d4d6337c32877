import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { hermetic } from "../testing/terraform";
import { cliConfig } from "../testing/terraform-providers";
import { AwsClient } from "./aws-client";
import { type EmulatedAws, startAws } from "./emulated-aws";
import { type Kubernetes, startKubernetes } from "./kubernetes";
import type { AtHand } from "./preflight";
import { type Mutate, Project } from "./terraform/project";
import type { Toolbox } from "./tools/build";

const REPOSITORY = resolve(__dirname, "..");

/** Cluster that is rehearsed. */
const CLUSTER_FILE = join(REPOSITORY, "testing/sandbox/clusters/sandbox.yaml");

/** A machine's worth of cloud, with a project that is deployed into it. Scenarios share one. */
export interface World {
  readonly aws: EmulatedAws;
  /** Calls to AWS that somebody else than Terraform makes. */
  readonly client: AwsClient;
  readonly project: Project;
  /** Nothing where this machine can't run a control plane. */
  readonly kubernetes?: Kubernetes;
  /** What Kubernetes is made of, where there is one. */
  readonly toolbox?: Toolbox;
  /** State and logs of the run. */
  readonly folder: string;
  /** Ends when the rehearsal shall. */
  readonly signal: AbortSignal;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly atHand: AtHand;
  /** Empty folder, or one that does not exist yet. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Changes to the synthesized stacks. @default - none */
  readonly mutate?: Mutate;
}

/** Starts the servers, and makes a project whose stacks are synthesized but not deployed. */
export async function makeWorld({ atHand, folder, signal, mutate }: WorldOptions): Promise<World> {
  mkdirSync(folder, { recursive: true });
  const cliConfigFile = join(folder, "terraform.rc");
  writeFileSync(cliConfigFile, cliConfig([...atHand.providers.values()]));
  const environment: Record<string, string | undefined> = hermetic(process.env, cliConfigFile);
  const project = new Project({
    folder: join(folder, "project"),
    clusterFile: CLUSTER_FILE,
    environment,
    preparation: {
      providers: atHand.providers,
      releases: atHand.releases,
      standInCommand: [process.execPath, require.resolve("tsx/cli"), join(__dirname, "terraform/run-stand-in.ts")]
        .map((part) => `'${part}'`)
        .join(" "),
      charts: atHand.toolbox?.charts ?? new Map(),
    },
    signal,
    mutate,
  });
  const { name, region } = project.description();
  const aws = await startAws(atHand.python, join(folder, "aws"), region);
  const stops = [() => aws.stop()];
  const stop = async () => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    Object.assign(environment, elsewhere(aws.url, atHand));
    const kubernetes = await startCluster(atHand, folder, { aws, cluster: name });
    if (kubernetes) stops.push(() => kubernetes.stop());
    await project.synthesize();
    const client = new AwsClient({ url: aws.url, region });
    return { aws, client, project, kubernetes, toolbox: atHand.toolbox, folder, signal, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Points everything that Terraform starts at the played AWS. */
function elsewhere(url: string, { toolbox }: AtHand): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: "rehearsal",
    AWS_SECRET_ACCESS_KEY: "rehearsal",
    AWS_ENDPOINT_URL: url,
    NO_PROXY: "127.0.0.1,localhost",
    NO_COLOR: "1",
    // Terraform and the AWS provider read schemas of megabytes at each start: memory for a third of that time.
    GOGC: "400",
    // Providers come from mirrors as they are, without another copy in the user's cache.
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    ...(toolbox?.programs.helm && { REHEARSAL_HELM: toolbox.programs.helm }),
  };
}

async function startCluster(
  { toolbox }: AtHand,
  folder: string,
  emulated: { aws: EmulatedAws; cluster: string },
): Promise<Kubernetes | undefined> {
  if (!toolbox) return undefined;
  const log = join(folder, "kubernetes.log");
  const report = (line: string) => writeFileSync(log, `${new Date().toISOString()} ${line}\n`, { flag: "a" });
  return startKubernetes({ toolbox, folder: join(folder, "kubernetes"), ...emulated, report });
}
