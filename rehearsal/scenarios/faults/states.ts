import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";

/**
 * Takes up the backup of a local state that a kill has cut short, as docs/operations.md says: Terraform writes the file in place,
 * and an empty one is no state at all to it, with which a destroy has nothing to do.
 *
 * @returns whether it had to
 */
export function restoreState(file: string): boolean {
  const backup = `${file}.backup`;
  if (!existsSync(file) || isWhole(file) || !existsSync(backup)) return false;
  copyFileSync(backup, file);
  return true;
}

interface State {
  readonly resources: readonly { readonly type: string; readonly name: string }[];
}

/**
 * Takes releases out of a local state whose making was killed. What stands in for the Helm provider is a resource with a
 * provisioner, which Terraform may have noted as made before the provisioner has ended; the provider has the release in
 * the state when it is made.
 *
 * @param printed what Terraform said up to the kill
 * @returns their names
 */
export function forgetUnfinished(file: string, printed: string): string[] {
  if (!existsSync(file) || !isWhole(file)) return [];
  const state: State = JSON.parse(readFileSync(file, "utf8"));
  const says = (name: string, what: string) => printed.includes(`terraform_data.${name}: ${what}`);
  const unfinished = (state.resources ?? [])
    .filter(({ type, name }) => type === "terraform_data" && name.startsWith("applied_"))
    .map(({ name }) => name)
    .filter((name) => says(name, "Creating...") && !says(name, "Creation complete"));
  if (unfinished.length > 0) {
    const resources = state.resources.filter(({ name }) => !unfinished.includes(name));
    writeFileSync(file, JSON.stringify({ ...state, resources }, null, 2));
  }
  return unfinished;
}

function isWhole(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}
