import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { StackJson } from "../../testing/terraform-prepare";
import { type CommandOptions, type Ended, run } from "../command";
import type { ClusterDescription } from "../product";
import { type Plan, readChanges } from "./plan";
import { type Preparation, prepareStack } from "./prepare";

const PROGRAM = resolve(__dirname, "../../testing/sandbox");

/** Changes one stack after it was synthesized: for tests that show that a broken product is noticed. */
export type Mutate = (name: string, stack: StackJson) => StackJson;

export interface ProjectOptions {
  readonly folder: string;
  /** Cluster file that the project starts with. */
  readonly clusterFile: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly preparation: Preparation;
  readonly signal?: AbortSignal;
  /** @default - the stacks stay as they were synthesized */
  readonly mutate?: Mutate;
}

/**
 * A project of its own, as somebody who uses this one has it: a cluster file and `cdktf.json`, synthesized by a program
 * like this repository's `main.ts`, deployed and destroyed by CDKTF's CLI.
 */
export class Project {
  readonly stacks: readonly [cluster: string, addons: string];
  /** In what the stacks differ from the synthesized ones. */
  notes: readonly string[] = [];
  /** Id of the process of CDKTF's CLI, while it runs. */
  cdktf: number | undefined;
  readonly log: string;
  readonly #base: string;
  readonly #synthesized = new Map<string, StackJson>();

  constructor(private readonly options: ProjectOptions) {
    this.#base = readFileSync(options.clusterFile, "utf8");
    const { name } = this.description();
    this.stacks = [name, `${name}-addons`];
    mkdirSync(join(options.folder, "clusters"), { recursive: true });
    copyFileSync(join(PROGRAM, "cdktf.json"), join(options.folder, "cdktf.json"));
    this.log = join(options.folder, "commands.log");
  }

  /** The cluster file that the project started with. */
  description(): ClusterDescription {
    return parse(this.#base);
  }

  /** A stack as it was synthesized, before anything was done to it for this machine. */
  synthesized(stack: string): StackJson {
    const found = this.#synthesized.get(stack);
    if (!found) throw new Error(`the project has no stack ${stack}`);
    return found;
  }

  /** File of a stack as it is deployed: the synthesized one, with what was done to it for this machine. */
  file(stack: string): string {
    return join(this.options.folder, "cdktf.out/stacks", stack, "cdk.tf.json");
  }

  /** File with a stack's state. */
  stateFile(stack: string): string {
    return join(this.options.folder, `terraform.${stack}.tfstate`);
  }

  /** Synthesizes the cluster, with `change` made to the file that the project started with. */
  async synthesize(change: (cluster: ClusterDescription) => void = () => {}): Promise<void> {
    const { folder, preparation, mutate = (_, stack) => stack } = this.options;
    const cluster = this.description();
    change(cluster);
    writeFileSync(join(folder, "clusters", `${cluster.name}.yaml`), stringify(cluster));
    await this.#run(process.execPath, [require.resolve("tsx/cli"), join(PROGRAM, "main.ts")]);
    const notes = new Set<string>();
    for (const name of this.stacks) {
      const text = readFileSync(this.file(name), "utf8");
      const stack = mutate(
        name,
        JSON.parse(text, (key, value) => (key === "//" ? undefined : value)),
      );
      const prepared = prepareStack(stack, preparation);
      // CDKTF's CLI reads its own note at the top.
      const copy = { "//": JSON.parse(text)["//"], ...prepared.stack };
      writeFileSync(this.file(name), JSON.stringify(copy, undefined, 2));
      this.#synthesized.set(name, stack);
      for (const note of prepared.notes) notes.add(note);
    }
    this.notes = [...notes];
  }

  /** `cdktf deploy`. @throws CommandError */
  async deploy(): Promise<void> {
    await this.#cdktf("deploy");
  }

  /** `cdktf destroy`. @throws CommandError */
  async destroy(): Promise<void> {
    await this.#cdktf("destroy");
  }

  /** `terraform plan` of a stack that was deployed before. @throws CommandError */
  async plan(stack: string): Promise<Plan> {
    const flags = ["-input=false", "-no-color", "-lock=false", "-detailed-exitcode", "-out=rehearsal.tfplan"];
    const { code } = await this.terraform(stack, ["plan", ...flags], [0, 2]);
    if (code === 0) return { changes: [], empty: true };
    const { output } = await this.terraform(stack, ["show", "-json", "rehearsal.tfplan"]);
    return { changes: readChanges(JSON.parse(output)), empty: false };
  }

  /** The plans of both stacks as one. */
  async planAll(): Promise<Plan> {
    const plans = await Promise.all(this.stacks.map((stack) => this.plan(stack)));
    return { changes: plans.flatMap(({ changes }) => changes), empty: plans.every(({ empty }) => empty) };
  }

  /** Outputs of a stack by name. */
  async outputs(stack: string): Promise<Readonly<Record<string, unknown>>> {
    const { output } = await this.terraform(stack, ["output", "-json"]);
    const outputs: Record<string, { value: unknown }> = JSON.parse(output);
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Addresses in a stack's state. */
  async inState(stack: string): Promise<readonly string[]> {
    const { output } = await this.terraform(stack, ["state", "list"]);
    return output.split("\n").filter((line) => line !== "");
  }

  /** Runs Terraform in a stack's folder. */
  terraform(stack: string, parameters: readonly string[], good: readonly number[] = [0]): Promise<Ended> {
    return this.#run("terraform", parameters, { folder: join(this.file(stack), ".."), good });
  }

  async #cdktf(command: "deploy" | "destroy"): Promise<void> {
    const flags = ["--auto-approve", "--skip-synth", "--skip-provider-lock", "--no-color"];
    const cli = require.resolve("cdktf-cli/bundle/bin/cdktf");
    const started = (pid: number) => {
      this.cdktf = pid;
    };
    await this.#run(process.execPath, [cli, command, ...this.stacks, ...flags], { started }).finally(() => {
      this.cdktf = undefined;
    });
  }

  #run(program: string, parameters: readonly string[], more: Partial<CommandOptions> = {}): Promise<Ended> {
    const { folder, environment, signal } = this.options;
    return run(program, parameters, { folder, environment, signal, log: this.log, ...more });
  }
}
