import type { NewerAttribute } from "./newer-attributes";
import { compareVersions } from "./terraform-providers";

/** A block of Terraform JSON. */
export type Block = { readonly [key: string]: unknown };

/** Blocks by type and name. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** What CDKTF writes into a stack's `cdk.tf.json`, as far as the checks look into it. */
export interface StackJson {
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
  readonly resource?: Blocks;
  readonly output?: Readonly<Record<string, Block>>;
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly terraform: {
    readonly backend?: Block;
    readonly required_providers: Readonly<Record<string, { readonly source: string; readonly version: string }>>;
    readonly required_version?: string;
  };
}

/** A stack that differs from the synthesized one, and in what. */
export interface Prepared {
  readonly stack: StackJson;
  readonly notes: readonly string[];
}

/** Settings of the AWS provider that only make sense with an account. */
const NEEDS_ACCOUNT = ["allowed_account_ids", "assume_role", "forbidden_account_ids", "profile"];

/**
 * With fake credentials, so that the AWS provider asks nobody who it is. A call to AWS still fails, and soon: a plan
 * that makes one is no offline plan.
 */
export function offline(stack: StackJson): StackJson {
  const aws = (stack.provider?.aws ?? []).map((block) => ({
    ...Object.fromEntries(Object.entries(block).filter(([key]) => !NEEDS_ACCOUNT.includes(key))),
    access_key: "offline",
    secret_key: "offline",
    max_retries: 1,
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    skip_requesting_account_id: true,
  }));
  return { ...stack, provider: { ...stack.provider, ...(aws.length > 0 && { aws }) } };
}

/**
 * For the versions of its providers that are at hand: constraints follow them, and attributes that they do not know yet
 * are taken out.
 * @param versions by a provider's local name
 */
export function forVersions(
  stack: StackJson,
  versions: ReadonlyMap<string, string>,
  newer: readonly NewerAttribute[],
): Prepared {
  const required = stack.terraform.required_providers;
  const replaced = Object.entries(required).flatMap(([name, { version: pinned }]) => {
    const version = versions.get(name);
    return version === undefined || version === pinned ? [] : [{ name, version, pinned }];
  });
  const unknown = newer.filter(({ provider, since, type, attribute }) => {
    const version = versions.get(provider);
    const used = Object.values(stack.resource?.[type] ?? {}).some((block) => attribute in block);
    return used && version !== undefined && compareVersions(version, since) < 0;
  });
  return {
    stack: {
      ...stack,
      resource: mapBlocks(stack.resource ?? {}, (type, block) =>
        omit(
          block,
          unknown.filter((entry) => entry.type === type).map((entry) => entry.attribute),
        ),
      ),
      terraform: {
        ...stack.terraform,
        required_providers: Object.fromEntries(
          Object.entries(required).map(([name, it]) => [name, { ...it, version: versions.get(name) ?? it.version }]),
        ),
      },
    },
    notes: [
      ...replaced.map(({ name, version, pinned }) => `provider ${name} ${version} stands in for ${pinned}`),
      ...unknown.map(({ type, attribute, since }) => `${type}.${attribute} is taken out: it came with ${since}`),
    ],
  };
}

/**
 * Without these providers: their blocks go, and with them whatever refers to one of them. A mere `depends_on` does not
 * count: it is shortened.
 */
export function withoutProviders(stack: StackJson, names: readonly string[]): Prepared {
  const blocks = listBlocks(stack);
  const gone = new Set(blocks.filter(({ owner }) => names.includes(owner)).map(({ address }) => address));
  const direct = gone.size;
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const { address, block } of blocks) if (needs(block, gone)) gone.add(address);
  }

  const keep = (prefix: string, part: Blocks | undefined) => part && dropBlocks(part, prefix, gone);
  const outputs = Object.entries(stack.output ?? {}).filter(([, block]) => !needs(block, gone));
  const followers = [...gone].slice(direct);
  return {
    stack: withoutEmpty({
      ...stack,
      data: keep("data.", stack.data),
      ephemeral: keep("ephemeral.", stack.ephemeral),
      resource: keep("", stack.resource),
      output: Object.fromEntries(outputs.map(([name, block]) => [name, shortenDependsOn(block, gone)])),
      provider: omit(stack.provider ?? {}, names),
      terraform: { ...stack.terraform, required_providers: omit(stack.terraform.required_providers, names) },
    }),
    notes: [
      ...(direct > 0 ? [`${direct} blocks of ${names.join(" and ")} are left out`] : []),
      ...followers.map((address) => `${address} is left out: it refers to one of those`),
    ],
  };
}

/** Terraform refuses a part, such as `output`, with nothing in it. */
function withoutEmpty(stack: StackJson): StackJson {
  const empty = Object.entries(stack).filter(([, part]) => part === undefined || Object.keys(part).length === 0);
  return omit(
    stack,
    empty.map(([part]) => part),
  );
}

/** Every block with an address, and the local name of the provider that owns it. */
function listBlocks(stack: StackJson): { address: string; owner: string; block: Block }[] {
  const parts = [
    ["data.", stack.data],
    ["ephemeral.", stack.ephemeral],
    ["", stack.resource],
  ] as const;
  return parts.flatMap(([prefix, part]) =>
    Object.entries(part ?? {}).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, block]) => ({
        address: `${prefix}${type}.${name}`,
        // `provider` is written where a stack has several of a kind: "aws.other".
        owner: String(block.provider ?? type).split(/[._]/)[0] ?? "",
        block,
      })),
    ),
  );
}

function dropBlocks(part: Blocks, prefix: string, gone: ReadonlySet<string>): Blocks {
  const left = Object.entries(part).map(([type, byName]) => {
    const kept = Object.entries(byName).filter(([name]) => !gone.has(`${prefix}${type}.${name}`));
    return [type, Object.fromEntries(kept.map(([name, block]) => [name, shortenDependsOn(block, gone)]))] as const;
  });
  return Object.fromEntries(left.filter(([, byName]) => Object.keys(byName).length > 0));
}

/** Whether the block can't be without one of the addresses. */
function needs(block: Block, addresses: ReadonlySet<string>): boolean {
  return refersTo(omit(block, ["depends_on"]), addresses);
}

function shortenDependsOn(block: Block, gone: ReadonlySet<string>): Block {
  if (!Array.isArray(block.depends_on)) return block;
  return { ...block, depends_on: block.depends_on.filter((address) => !refersTo(address, gone)) };
}

const ADDRESS = /(?:\b(?:data|ephemeral)\.)?\b[a-z]\w*\.[\w-]+/g;

/** Whether an expression anywhere in the value names one of the addresses. */
function refersTo(value: unknown, addresses: ReadonlySet<string>): boolean {
  if (typeof value === "string") return (value.match(ADDRESS) ?? []).some((address) => addresses.has(address));
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((inner) => refersTo(inner, addresses));
}

function mapBlocks(blocks: Blocks, change: (type: string, block: Block) => Block): Blocks {
  return Object.fromEntries(
    Object.entries(blocks).map(([type, byName]) => [
      type,
      Object.fromEntries(Object.entries(byName).map(([name, block]) => [name, change(type, block)])),
    ]),
  );
}

function omit<T extends object>(object: T, keys: readonly string[]): T {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key))) as T;
}
