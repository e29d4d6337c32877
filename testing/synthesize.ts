import { Testing } from "cdktf";
import type { Construct } from "constructs";
import { withoutTokenTraces } from "../src/app/token-traces";

/** Arguments of a Terraform resource, as Terraform reads them. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Resource type → name → arguments. */
export type Resources = Readonly<Record<string, Readonly<Record<string, Arguments>>>>;

/** The Terraform resources of a stack that holds only what `build` puts there. */
export function synthesizeResources(build: (scope: Construct) => void): Resources {
  return withoutMetadata(JSON.parse(withoutTokenTraces(() => Testing.synthScope(build))).resource ?? {});
}

/** The arguments of the only resource of a type. Fails when there is none, or more than one. */
export function only(resources: Resources, type: string): Arguments {
  const found = Object.entries(resources[type] ?? {});
  const [first] = found;
  if (!first || found.length > 1) {
    throw new Error(`one ${type} is expected, there are ${found.length}: ${found.map(([name]) => name).join(", ")}`);
  }
  return first[1];
}

/** An attribute as the generated JSON refers to it. */
export function reference(attribute: string): string {
  return `\${${attribute}}`;
}

/** `aws_iam_role.node-role` and so on, sorted. */
export function addresses(resources: Resources): string[] {
  return Object.entries(resources)
    .flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`))
    .sort();
}

function withoutMetadata(resources: Resources): Resources {
  return JSON.parse(JSON.stringify(resources, (key, value) => (key === "//" ? undefined : value)));
}
