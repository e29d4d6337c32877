import type { Block, Blocks, Prepared, StackJson } from "../../testing/terraform-prepare";
import type { Verb } from "./stand-in-command";

/** Providers that the Helm CLI and kubectl stand in for. */
export const REPLACED_PROVIDERS = ["helm", "kubernetes"] as const;

/** A resource of the copy, and the one of the synthesized stack that it stands for. */
interface Replaced {
  /** Address in the synthesized stack, such as `helm_release.karpenter_controller`. */
  readonly original: string;
  /** Address of what is there in its place: what references and dependants find. */
  readonly address: string;
  readonly blocks: Readonly<Record<string, Block>>;
}

const NAMESPACE = "kubernetes_namespace_v1";
const TYPES = ["helm_release", NAMESPACE, `data_${NAMESPACE}`];

/**
 * A copy of a stack for machines without the Helm and Kubernetes providers: each release and each namespace is a
 * `terraform_data` with the same arguments and the same `depends_on`, whose provisioners call the Helm CLI and kubectl.
 * So Terraform's own graph, interpolation and order stay, on apply and on destroy.
 *
 * A release is two resources. Provisioners run on create and destroy only, so `applied_…` is made anew, and the release
 * upgraded, whenever an argument changes, and the other one goes, and the release with it, only with the release. It is made
 * where the provider would find no release in the state.
 *
 * @param command what a provisioner runs; it gets a `Verb` as a last word, and `STAND_IN` as environment
 * @throws Error for a resource of these providers, or a way to authenticate, that nothing stands in for
 */
export function standIn(stack: StackJson, command: string): Prepared {
  const replaced = [...replaceResources(stack, command), ...replaceData(stack, command)];
  if (replaced.length === 0) return { stack: withoutReplacedProviders(stack), notes: [] };
  const rename = renaming(replaced);
  const kept = dropReplaced(stack.resource ?? {});
  const made = Object.fromEntries(replaced.flatMap(({ blocks }) => Object.entries(blocks)));
  const copy: StackJson = { ...stack, resource: { ...kept, terraform_data: { ...kept.terraform_data, ...made } } };
  const data = dropReplaced(stack.data ?? {});
  return {
    stack: withoutReplacedProviders(rename({ ...copy, data })),
    notes: [`the Helm CLI and kubectl stand in for ${replaced.map(({ original }) => original).join(", ")}`],
  };
}

/** The address in the synthesized stack of a resource of the copy; nothing where it has none of its own there. */
export function originalAddress(address: string): string | undefined {
  if (address.startsWith("terraform_data.applied_")) return undefined;
  const type = TYPES.find((one) => address.startsWith(`terraform_data.${one}_`));
  if (!type) return address;
  const name = address.slice(`terraform_data.${type}_`.length);
  return `${type.replace(/^data_/, "data.")}.${name}`;
}

function replaceResources(stack: StackJson, command: string): Replaced[] {
  return ownedBlocks(stack.resource).map(([type, name, block]) => {
    if (type === "helm_release") return replaceRelease(name, block, connection(stack, "helm"), command);
    if (type === NAMESPACE) return replaceNamespace(type, name, block, connection(stack, "kubernetes"), command);
    throw new Error(`${type}.${name}: nothing stands in for resources of that type`);
  });
}

/** A data source is read at plan and at apply; its stand-in only when it is made and when it goes. */
function replaceData(stack: StackJson, command: string): Replaced[] {
  return ownedBlocks(stack.data).map(([type, name, block]) => {
    if (type !== NAMESPACE) throw new Error(`data.${type}.${name}: nothing stands in for data sources of that type`);
    return replaceNamespace(`data_${type}`, name, block, connection(stack, "kubernetes"), command);
  });
}

function replaceRelease(name: string, block: Block, kubeconfig: Block, command: string): Replaced {
  const { depends_on: _, ...release } = block;
  const input = { kind: "helm_release", release, kubeconfig };
  const [base, applied] = [`helm_release_${name}`, `applied_helm_release_${name}`];
  return {
    original: `helm_release.${name}`,
    address: `terraform_data.${applied}`,
    blocks: {
      [base]: {
        input,
        // What makes the provider replace a release.
        triggers_replace: { name: release.name, namespace: release.namespace },
        depends_on: dependencies(block),
        provisioner: [provisioner(command, "begin"), provisioner(command, "remove")],
      },
      [applied]: {
        input,
        triggers_replace: release,
        depends_on: [...dependencies(block), `terraform_data.${base}`],
        provisioner: [provisioner(command, "apply")],
      },
    },
  };
}

function replaceNamespace(type: string, name: string, block: Block, kubeconfig: Block, command: string): Replaced {
  // A block is an object in JSON and a list in references.
  const metadata = Array.isArray(block.metadata) ? block.metadata : [block.metadata];
  const read = type.startsWith("data_");
  return {
    original: `${type.replace(/^data_/, "data.")}.${name}`,
    address: `terraform_data.${type}_${name}`,
    blocks: {
      [`${type}_${name}`]: {
        input: { kind: read ? "namespace_to_read" : "namespace", release: { metadata }, kubeconfig },
        triggers_replace: metadata,
        depends_on: dependencies(block),
        provisioner: [provisioner(command, "apply"), provisioner(command, "remove")],
      },
    },
  };
}

function provisioner(command: string, verb: Verb): Block {
  const environment = { STAND_IN: "${jsonencode(self.input)}" };
  const when = verb === "remove" ? { when: "destroy" } : {};
  return { "local-exec": { ...when, command: `${command} ${verb}`, environment } };
}

/** The kubeconfig that says what the provider's configuration says. */
function connection(stack: StackJson, provider: (typeof REPLACED_PROVIDERS)[number]): Block {
  const [configured] = stack.provider?.[provider] ?? [];
  const given = provider === "helm" ? configured?.kubernetes : configured;
  const { host, cluster_ca_certificate: authority, exec } = isBlock(given) ? given : {};
  const [plugin] = Array.isArray(exec) ? exec : [exec];
  if (!isBlock(plugin)) {
    throw new Error(`provider ${provider} doesn't run a command for its tokens, and nothing stands in for other ways`);
  }
  const { api_version: apiVersion, command, args } = plugin;
  const user = { exec: { apiVersion, command, args, interactiveMode: "Never" } };
  const cluster = { server: host, "certificate-authority-data": encoded(String(authority)) };
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "cluster", cluster }],
    users: [{ name: "terraform", user }],
    contexts: [{ name: "context", context: { cluster: "cluster", user: "terraform" } }],
    "current-context": "context",
  };
}

/** A template, in base64. */
function encoded(template: string): string {
  const [, expression] = /^\$\{(.*)\}$/s.exec(template) ?? [];
  if (expression === undefined) return Buffer.from(template).toString("base64");
  return `\${base64encode(${expression})}`;
}

/** Points references and `depends_on` at what is there in the place of what was replaced. */
function renaming(replaced: readonly Replaced[]): <T>(value: T) => T {
  const byOriginal = new Map(replaced.map((one) => [one.original, one.address]));
  const text = (value: string): string => {
    const whole = byOriginal.get(value);
    if (whole) return whole;
    return value.replace(/(?<![\w.-])(?:data\.)?(?:helm|kubernetes)_\w+\.[\w-]+/g, (address) => {
      const target = byOriginal.get(address);
      return target ? `${target}.output.release` : address;
    });
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map(walk);
    if (!isBlock(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return <T>(value: T) => walk(value) as T;
}

function ownedBlocks(blocks: Blocks | undefined): [type: string, name: string, block: Block][] {
  return Object.entries(blocks ?? {})
    .filter(([type]) => isReplaced(type))
    .flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, block]): [string, string, Block] => [type, name, block]),
    );
}

function dropReplaced(blocks: Blocks): Blocks {
  return Object.fromEntries(Object.entries(blocks).filter(([type]) => !isReplaced(type)));
}

function isReplaced(type: string): boolean {
  return REPLACED_PROVIDERS.some((provider) => type.startsWith(`${provider}_`));
}

function withoutReplacedProviders(stack: StackJson): StackJson {
  const left = <T extends object>(part: T): T =>
    Object.fromEntries(
      Object.entries(part).filter(([name]) => !REPLACED_PROVIDERS.some((provider) => provider === name)),
    ) as T;
  const terraform = { ...stack.terraform, required_providers: left(stack.terraform.required_providers) };
  return { ...stack, provider: left(stack.provider ?? {}), terraform };
}

function dependencies(block: Block): string[] {
  return Array.isArray(block.depends_on) ? block.depends_on.map(String) : [];
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
