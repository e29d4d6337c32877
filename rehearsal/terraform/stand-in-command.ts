import { join } from "node:path";

/** What a stand-in is given: the arguments of what it stands for, and the way into the cluster. */
export type StandIn = { readonly kubeconfig: unknown } & (
  | { readonly kind: "helm_release"; readonly release: Release }
  | { readonly kind: "namespace" | "namespace_to_read"; readonly release: { readonly metadata: readonly Metadata[] } }
);

/** What is to be done: begin with what is not in the state yet, make it as it shall be, or remove it. */
export type Verb = "begin" | "apply" | "remove";

/** Arguments of `helm_release`, as far as a command can carry them. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
  readonly values?: readonly string[];
  readonly skip_crds?: boolean;
  /** @default true */
  readonly wait?: boolean;
  /** Seconds. @default 300 */
  readonly timeout?: number;
  readonly upgrade_install?: boolean;
  readonly timeouts?: unknown;
  /** Says something of the provider's state alone. */
  readonly set_wo_revision?: number;
}

interface Metadata {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A command, with what it reads. */
export interface CommandLine {
  readonly program: "helm" | "kubectl";
  readonly parameters: readonly string[];
  /** Name → content, to be written into the folder first. */
  readonly files: Readonly<Record<string, string>>;
  /** Standard input. */
  readonly input?: string;
}

const KNOWN: readonly (keyof Release)[] = [
  "name",
  "namespace",
  "chart",
  "repository",
  "version",
  "values",
  "skip_crds",
  "wait",
  "timeout",
  "upgrade_install",
  "timeouts",
  "set_wo_revision",
];

/**
 * The command that tells whether a release can be read, and its status, or nothing for what is no release. The provider reads each
 * release before it does anything, and takes one that it can't read, for whatever reason, for gone
 * (https://github.com/hashicorp/terraform-provider-helm/issues/1669): a stand-in that were better would hide what the
 * stacks have to guard against.
 */
export function readingCommand(given: StandIn): readonly string[] | undefined {
  if (given.kind !== "helm_release") return undefined;
  return ["status", given.release.name, "--namespace", given.release.namespace, "--output", "json"];
}

/**
 * Whether there is anything to do about a release of this status. One whose removal has begun is nothing new to the
 * provider as long as it is in the state and its arguments stay; where it is not, the provider tries to install it, which
 * Helm refuses.
 *
 * @param status as Helm tells it; nothing where it can't be read
 */
export function isToDo(verb: Verb, status: string | undefined): boolean {
  const leaving = status === "uninstalling";
  switch (verb) {
    case "begin":
      return leaving;
    case "apply":
      return !leaving;
    case "remove":
      return status !== undefined;
  }
}

/**
 * The command that does what the provider would do.
 *
 * @param folder where the command's files are
 * @throws Error for an argument that a command can't carry, so that none is left out in silence
 */
export function commandLine(given: StandIn, verb: Verb, folder: string): CommandLine {
  if (given.kind !== "helm_release") return namespace(given.kind, given.release.metadata[0], verb);
  const { release } = given;
  const unknown = Object.entries(release).filter(([key, value]) => value !== null && !KNOWN.some((one) => one === key));
  if (unknown.length > 0) throw new Error(`the stand-in knows no ${unknown.map(([key]) => key).join(", ")}`);
  return verb === "remove" ? uninstall(release) : upgrade(release, folder);
}

function upgrade(release: Release, folder: string): CommandLine {
  const { name, namespace: inNamespace, chart, repository, version, skip_crds: skipCrds } = release;
  const values = (release.values ?? []).map((content, index) => [`values-${index}.yaml`, content] as const);
  const parameters = [
    ...["upgrade", "--install", name, locate(chart, repository), "--namespace", inNamespace],
    ...(version && repository ? ["--version", version] : []),
    ...values.flatMap(([file]) => ["--values", join(folder, file)]),
    ...(skipCrds ? ["--skip-crds"] : []),
    ...waiting(release),
  ];
  return { program: "helm", parameters, files: Object.fromEntries(values) };
}

/** A release that is gone is no error: the provider, too, forgets one that it doesn't find. */
function uninstall(release: Release): CommandLine {
  const parameters = ["uninstall", release.name, "--namespace", release.namespace, "--ignore-not-found"];
  return { program: "helm", parameters: [...parameters, ...waiting(release)], files: {} };
}

function waiting({ wait = true, timeout = 300 }: Release): string[] {
  return [...(wait ? ["--wait"] : []), "--timeout", `${timeout}s`];
}

function locate(chart: string, repository: string | undefined): string {
  return repository ? `${repository.replace(/\/$/, "")}/${chart}` : chart;
}

function namespace(kind: "namespace" | "namespace_to_read", metadata: Metadata | undefined, verb: Verb): CommandLine {
  const name = metadata?.name ?? "";
  const [program, files] = ["kubectl", {}] as const;
  if (kind === "namespace_to_read") return { program, parameters: ["get", "namespace", name], files };
  if (verb === "remove") {
    // As long as the provider waits.
    return { program, parameters: ["delete", "namespace", name, "--ignore-not-found", "--timeout=300s"], files };
  }
  const input = JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata });
  return { program, parameters: ["create", "--filename", "-"], files, input };
}
