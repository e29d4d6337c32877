import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The providers of a stack, by their local names. */
export type RequiredProviders = Readonly<Record<string, { readonly source?: string; readonly version?: string }>>;

/** Where CDKTF writes a stack. */
export function stackFileOf(outdir: string, stack: string): string {
  return join(outdir, "stacks", stack, "cdk.tf.json");
}

/** The providers that a stack which was written asks for. */
export function requiredProviders(outdir: string, stack: string): RequiredProviders {
  const written: { readonly terraform?: { readonly required_providers?: RequiredProviders } } = JSON.parse(
    readFileSync(stackFileOf(outdir, stack), "utf8"),
  );
  return written.terraform?.required_providers ?? {};
}
