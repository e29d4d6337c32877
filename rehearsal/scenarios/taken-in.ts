import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { importsOf } from "../edits/import-ids";
import { readChanges } from "../terraform/plan";
import type { Project } from "../terraform/project";
import type { World } from "../world";
import { readable } from "./plans";

/** What EKS and KMS don't tell, and an import so can't know: a deploy writes it down, without a call that changes anything. */
const NOT_TOLD: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_event_rule: ["force_destroy"],
  aws_cloudwatch_event_target: ["force_destroy"],
  aws_cloudwatch_log_group: ["skip_destroy"],
  aws_eks_addon: ["preserve", "resolve_conflicts_on_create", "resolve_conflicts_on_update"],
  aws_iam_role: ["force_detach_policies"],
  aws_kms_key: ["bypass_policy_lockout_safety_check", "deletion_window_in_days"],
};

/**
 * All that is in AWS, in a state of its own: nothing would be made, replaced or removed, and only what AWS doesn't tell is
 * written down. The project is what was deployed, but for what AWS doesn't tell.
 */
export async function expectTakenIn({ project }: World): Promise<void> {
  const changes = await Promise.all(project.stacks.map((stack) => planOfImport(project, stack)));
  const unexplained = changes.flat().filter(({ action, address, attributes }) => {
    // Records, and the waits for what was just made, are in no cloud.
    if (action === "create")
      return !/^(terraform_data|time_sleep|helm_release|kubernetes_namespace_v1)\./.test(address);
    const notTold = NOT_TOLD[address.split(".")[0] ?? ""] ?? [];
    return action !== "update" || attributes.some((name) => !notTold.includes(name));
  });
  assert.deepEqual(readable(unexplained), [], "what was imported is as described");
}

async function planOfImport(project: Project, stack: string) {
  const { output: state } = await project.terraform(stack, ["show", "-json", project.stateFile(stack)]);
  const folder = dirname(project.file(stack));
  const imports = join(folder, "imports.tf.json");
  writeFileSync(imports, JSON.stringify({ import: importsOf(JSON.parse(state)) }));
  try {
    const flags = ["-input=false", "-no-color", "-lock=false", "-state=nothing.tfstate", "-out=import.tfplan"];
    await project.terraform(stack, ["plan", ...flags]);
    const { output } = await project.terraform(stack, ["show", "-json", "import.tfplan"]);
    return readChanges(JSON.parse(output));
  } finally {
    rmSync(imports);
  }
}
