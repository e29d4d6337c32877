import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addClusterFiles } from "../../src";
import type { ClusterSpecWithAddons } from "../../src/addons/cluster-file";
import { privateSubnetCount } from "../../src/description/network-spec";
import { addClustersOffline } from "../../testing/offline";
import { itUnless } from "../../testing/skip";
import { initialize, type PlanJson, readStack } from "../../testing/terraform";
import {
  type Check,
  type ModuleCheck,
  type Planned,
  planTogether,
  prepareCopy,
  validateCopy,
  whyNot,
} from "../../testing/terraform-checks";
import type { StackJson } from "../../testing/terraform-prepare";
import { ACCOUNT, plausibleFacts } from "../../testing/terraform-state";

const TIMEOUT_MS = 10 * 60_000;
const PLANNED = ["aws", "time"];
const IN_CLUSTER = ["helm", "kubernetes"];

const work = mkdtempSync(join(tmpdir(), "terraform-checks-"));
const done = new Set<string>();
const skipped = new Map<string, string>();
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
  const reasons = [...skipped].map(([check, reason]) => `skipped: ${check}: ${reason}`);
  console.info(["Checks with real Terraform:", ...done, ...reasons].join("\n  "));
});

interface Case {
  readonly cluster: ClusterSpecWithAddons;
  /** Where the cluster's description is, and how the stacks are synthesized. */
  readonly from: string;
  readonly stacks: string;
}

/** Synthesizes the clusters of a folder, as `main.ts` does but for what asks AWS. */
function synthesized(folder: string, context: Record<string, unknown> = {}, add = addClustersOffline): Case[] {
  if (!existsSync(folder) || !readdirSync(folder).some((file) => file.endsWith(".yaml"))) return [];
  const from = [folder, ...Object.values(context), ...(add === addClusterFiles ? ["as it is"] : [])].join(", ");
  const outdir = join(work, from.replace(/\W+/g, "-"));
  const app = new App({ outdir, context, stackTraces: false });
  const clusters = add(app, folder);
  app.synth();
  return clusters.map(({ cluster }) => ({ cluster, from, stacks: join(outdir, "stacks") }));
}

const cases = [...synthesized("testing/sandbox/clusters"), ...synthesized("examples/clusters")];
const withToken = synthesized("testing/sandbox/clusters", { clusterAuthentication: "token" }).slice(0, 1);

/** What asks AWS in a plan, and so can't be planned here. */
const asking = synthesized("examples/clusters", {}, addClusterFiles).filter(
  ({ cluster: { network } }) => network.kind === "existing" && network.verify,
);
const withRole = cases.filter(({ cluster }) => cluster.aws.planRoleArn !== undefined);

const titled = (it: Case): [string, Case] => [`${it.cluster.name} of ${it.from}`, it];

/** A test that runs where Terraform and these providers are at hand, and else is skipped with the reason in its name. */
function check(name: string, providers: readonly string[], run: () => Promise<{ readonly notes: readonly string[] }>) {
  const reason = whyNot(providers);
  if (reason !== undefined) skipped.set(name, reason);
  const noted = async () => {
    const { notes } = await run();
    done.add([name, ...notes].join("\n    "));
  };
  itUnless(reason, name, noted, TIMEOUT_MS);
}

/** Has stacks planned before the tests; gives the plan of each. */
function plansOf(group: string, checks: readonly ModuleCheck[]): (check: Check) => Planned {
  let plans: ReadonlyMap<string, Planned> = new Map();
  beforeAll(async () => {
    if (whyNot(PLANNED) === undefined) plans = await planTogether(checks, join(work, "plans", group));
  }, TIMEOUT_MS);
  return ({ name }) => {
    const planned = plans.get(name);
    if (!planned) throw new Error(`${name} wasn't planned`);
    return planned;
  };
}

/** A name that no stack of another folder or other settings has. */
function checkName(stack: string, { from }: Case): string {
  return `${stack}-of-${from.replace(/\W+/g, "-")}`;
}

function checkOf(stack: string, each: Case): ModuleCheck {
  const name = checkName(stack, each);
  const synthesized = join(each.stacks, stack);
  // The role is an argument of the provider, which assumes it as soon as it plans: an output has the same expression.
  const role = assumedRole(readStack(synthesized));
  return { name, synthesized, root: join(work, "checks", name), outputs: role === undefined ? {} : { role } };
}

function clusterCheck(each: Case): ModuleCheck {
  return checkOf(each.cluster.name, each);
}

function addonsCheck(each: Case): ModuleCheck {
  const { cluster } = each;
  return {
    ...checkOf(`${cluster.name}-addons`, each),
    facts: plausibleFacts(cluster.name, cluster.region, privateSubnetCount(cluster.network)),
  };
}

function awsHalf(each: Case): ModuleCheck {
  return { ...addonsCheck(each), without: IN_CLUSTER };
}

/** The same stack as a plan of a pull request sees it. */
function asPlanRole(check: ModuleCheck): ModuleCheck {
  return { ...check, name: `${check.name}-as-plan-role`, variables: { as_plan_role: true } };
}

/** What the plan says about the only resource of a type, or about the one whose attribute has this value. */
function planned(plan: PlanJson, type: string, attribute?: string, value?: string): Readonly<Record<string, unknown>> {
  const found = plan.resource_changes
    .filter((change) => change.type === type)
    .map(({ change }) => change.after ?? {})
    .filter((after) => attribute === undefined || after[attribute] === value);
  expect(found, `${type} ${value ?? ""}`).toHaveLength(1);
  return found[0] ?? {};
}

/** Namespaces in the selectors of all Fargate profiles. */
function plannedNamespaces(plan: PlanJson): string[] {
  return plan.resource_changes
    .filter(({ type }) => type === "aws_eks_fargate_profile")
    .flatMap(({ change }) => (change.after?.selector ?? []) as { namespace: string }[])
    .map(({ namespace }) => namespace)
    .sort();
}

/** What the AWS provider of a stack gets as the role to assume. */
function assumedRole(stack: StackJson): unknown {
  const [block] = (stack.provider?.aws?.[0]?.assume_role ?? []) as { role_arn: unknown }[];
  return block?.role_arn;
}

function expectOnlyCreates(plan: PlanJson): void {
  expect(plan.resource_changes.length).toBeGreaterThan(0);
  // What is read is put off until there is something to be read.
  const made = ["create", "read"];
  expect(plan.resource_changes.filter(({ change }) => !made.includes(change.actions.join()))).toEqual([]);
}

describe("Terraform at hand", () => {
  it("includes the providers that REQUIRE_TERRAFORM names", () => {
    const required = (process.env.REQUIRE_TERRAFORM ?? "").split(",").filter((name) => name !== "");
    const missing = required.map((name) => whyNot([name])).filter((reason) => reason !== undefined);
    expect(missing).toEqual([]);
  });

  it("has clusters to check", () => {
    expect(cases.map(({ cluster }) => cluster.name)).toContain("sandbox");
    expect(withToken).toHaveLength(1);
    expect(withRole).not.toEqual([]);
    expect(asking).not.toEqual([]);
  });
});

const clusterPlan = plansOf("clusters", [
  ...cases.map(clusterCheck),
  ...withRole.map((each) => asPlanRole(clusterCheck(each))),
]);
const addonsPlan = plansOf("addons", [
  ...[...cases, ...withToken].map(awsHalf),
  ...withRole.map((each) => asPlanRole(awsHalf(each))),
]);

describe("cluster stacks", () => {
  describe.each(cases.map(titled))("%s", (_, each) => {
    const { cluster } = each;
    check(`${cluster.name} (${each.from}): planned offline`, PLANNED, async () => {
      const { plan, notes } = clusterPlan(clusterCheck(each));
      expectOnlyCreates(plan);
      expect(planned(plan, "aws_eks_cluster")).toMatchObject({
        name: cluster.name,
        version: cluster.kubernetesVersion,
        bootstrap_self_managed_addons: false,
        access_config: [
          {
            authentication_mode: "API",
            bootstrap_cluster_creator_admin_permissions: cluster.controlPlane.access.creatorAdmin,
          },
        ],
      });
      expect(plannedNamespaces(plan)).toEqual(
        cluster.fargate.profiles.flatMap(({ selectors }) => selectors.map(({ namespace }) => namespace)).sort(),
      );
      return { notes };
    });
  });
});

describe("add-ons stacks", () => {
  describe.each([...cases, ...withToken].map(titled))("%s", (_, each) => {
    const { cluster } = each;
    check(
      `${cluster.name}-addons (${each.from}): AWS half planned offline on the cluster's outputs`,
      PLANNED,
      async () => {
        const { plan, notes } = addonsPlan(awsHalf(each));
        expect(notes.filter((note) => note.includes("refers to"))).toEqual([]);
        expectOnlyCreates(plan);
        planned(plan, "aws_iam_role", "name", `KarpenterNodeRole-${cluster.name}`);

        const facts = plausibleFacts(cluster.name, cluster.region, 0);
        const controller = planned(plan, "aws_iam_role", "name", `${cluster.name}-karpenter`);
        expect(JSON.parse(String(controller.assume_role_policy)).Statement).toMatchObject([
          {
            Principal: { Federated: facts.oidcProviderArn },
            Condition: {
              StringEquals: {
                [`${facts.oidcIssuer}:sub`]: `system:serviceaccount:${cluster.karpenter.namespace}:karpenter`,
              },
            },
          },
        ]);
        const endpoint = planned(
          plan,
          "aws_iam_policy",
          "name",
          `KarpenterControllerEKSIntegrationPolicy-${cluster.name}`,
        );
        expect(endpoint.policy).toContain(`:${cluster.region}:${ACCOUNT}:cluster/${cluster.name}"`);
        return { notes };
      },
    );

    check(`${cluster.name}-addons (${each.from}): valid as a whole`, [...PLANNED, ...IN_CLUSTER], () =>
      validateCopy(addonsCheck(each)),
    );
  });
});

describe("a stack that asks AWS", () => {
  for (const each of asking) {
    check(`${each.cluster.name}: valid`, PLANNED, () => validateCopy(clusterCheck(each)));
  }
});

describe("a stack by itself", () => {
  const [each] = cases;
  if (!each) throw new Error("there is no cluster");

  for (const stack of [clusterCheck(each), awsHalf(each)]) {
    check(`${stack.name}: can be initialized, with its backend`, PLANNED, async () => {
      const copy = prepareCopy(stack);
      await initialize(copy.folder, copy.cliConfigFile);
      expect(existsSync(join(copy.folder, ".terraform/terraform.tfstate"))).toBe(true);
      return copy;
    });
  }
});

describe("the role that plans", () => {
  for (const each of withRole) {
    const { roleArn, planRoleArn } = each.cluster.aws;
    for (const [stack, planOf] of [[clusterCheck(each), clusterPlan] as const, [awsHalf(each), addonsPlan] as const]) {
      check(`${stack.name}: the variable chooses whom Terraform works as`, PLANNED, async () => {
        const roleOf = (check: Check) => planOf(check).plan.planned_values.outputs?.role?.value;
        expect(roleOf(stack)).toBe(roleArn);
        expect(roleOf(asPlanRole(stack))).toBe(planRoleArn);
        return planOf(stack);
      });
    }
  }
});
