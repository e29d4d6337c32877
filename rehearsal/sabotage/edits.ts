import type { Block, StackJson } from "../../testing/terraform-prepare";
import type { Mutate } from "../terraform/project";

/**
 * A change to the arguments of one resource, in whichever stack has it.
 *
 * @param change nothing in the place of arguments takes the resource out
 * @throws Error where it changes nothing, since a sabotage that does nothing proves nothing
 */
export function edit(type: string, name: string, change: (block: Block) => Block | undefined): Mutate {
  return (_, stack) => {
    const { [name]: block, ...others } = stack.resource?.[type] ?? {};
    if (!block) return stack;
    const changed = change(block);
    if (JSON.stringify(changed) === JSON.stringify(block)) throw new Error(`${type}.${name} was not changed`);
    const blocks = changed ? { ...others, [name]: changed } : others;
    return { ...stack, resource: { ...stack.resource, [type]: blocks } };
  };
}

/**
 * Without the conditions that stop a plan, in the stack that has a resource of this type. Where there are none, the stack
 * stays as it is.
 */
export function unguarded(type: string): Mutate {
  return (_, stack) => {
    if (!stack.resource?.[type]) return stack;
    const resource = Object.entries(stack.resource).map(([each, blocks]) => {
      const bare = Object.entries(blocks).map(([name, block]) => [name, withoutConditions(block)]);
      return [each, Object.fromEntries(bare)];
    });
    return { ...stack, resource: Object.fromEntries(resource) };
  };
}

function withoutConditions(block: Block): Block {
  const { lifecycle, ...rest } = block;
  if (typeof lifecycle !== "object" || lifecycle === null) return block;
  const { precondition: _, postcondition: __, prevent_destroy: ___, ...kept } = lifecycle as Block;
  return { ...rest, lifecycle: kept };
}

/** One change after the other. */
export function all(...changes: readonly Mutate[]): Mutate {
  return (name, stack) => changes.reduce<StackJson>((changed, change) => change(name, changed), stack);
}

/** Another text in the place of each occurrence of one, in the whole of a value. */
export function replaceText<T>(value: T, from: string, to: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll(from, to));
}

/** The arguments of a resource without what they depend on by a name with this in it. */
export function withoutDependency(block: Block, part: string): Block {
  return { ...block, depends_on: [block.depends_on].flat().filter((address) => !String(address).includes(part)) };
}
