import { describe, expect, it } from "vitest";
import { graphOf } from "../../../testing/graph";
import { synthesizeCluster } from "../../../testing/stacks";
import { reference } from "../../../testing/synthesize";
import type { Block, StackJson } from "../../../testing/terraform-prepare";
import { originalAddress, standIn } from "../../terraform/stand-in";

const exec = { api_version: "client.authentication.k8s.io/v1beta1", command: "aws", args: ["eks", "get-token"] };
const connection = { host: "https://cluster", cluster_ca_certificate: reference("base64decode(local.ca)") };

const stack: StackJson = {
  terraform: {
    required_providers: { aws: { source: "aws", version: "6.25.0" }, helm: { source: "helm", version: "3.1.1" } },
  },
  provider: {
    aws: [{ region: "eu-central-1" }],
    helm: [{ kubernetes: { ...connection, exec } }],
    kubernetes: [{ ...connection, exec: [exec] }],
  },
  resource: {
    aws_iam_role: { controller: { name: "controller" } },
    helm_release: {
      crds: { name: "crds", namespace: "karpenter", depends_on: ["kubernetes_namespace_v1.namespace"] },
      controller: {
        name: "controller",
        namespace: reference("kubernetes_namespace_v1.namespace.metadata[0].name"),
        values: [`{"role":"${reference("aws_iam_role.controller.arn")}"}`],
        depends_on: ["helm_release.crds", "aws_iam_role.controller"],
      },
    },
    kubernetes_namespace_v1: {
      namespace: { metadata: { name: "karpenter" }, depends_on: ["aws_iam_role.controller"] },
    },
  },
};

describe("standIn", () => {
  const { stack: copy, notes } = standIn(stack, "run");
  const made = (name: string): Block => copy.resource?.terraform_data?.[name] ?? {};

  it("defaults: nothing of the replaced providers is left, and the rest is as it was", () => {
    expect(Object.keys(copy.resource ?? {})).toEqual(["aws_iam_role", "terraform_data"]);
    expect(Object.keys(copy.provider ?? {})).toEqual(["aws"]);
    expect(Object.keys(copy.terraform.required_providers)).toEqual(["aws"]);
    expect(copy.resource?.aws_iam_role).toEqual(stack.resource?.aws_iam_role);
    expect(notes).toEqual([
      "the Helm CLI and kubectl stand in for helm_release.crds, helm_release.controller, kubernetes_namespace_v1.namespace",
    ]);
  });

  it("keeps a release's arguments, and makes it anew in Helm whenever one changes", () => {
    const { values } = stack.resource?.helm_release?.controller ?? {};
    const release = {
      name: "controller",
      namespace: reference("terraform_data.kubernetes_namespace_v1_namespace.output.release.metadata[0].name"),
      values,
    };
    expect(made("applied_helm_release_controller")).toMatchObject({ input: { release }, triggers_replace: release });
    expect(made("helm_release_controller")).toMatchObject({ input: { release } });
  });

  it("uninstalls only when the release itself goes", () => {
    const [applied] = [made("applied_helm_release_crds").provisioner].flat();
    expect(applied).toEqual({
      "local-exec": { command: "run apply", environment: { STAND_IN: reference("jsonencode(self.input)") } },
    });
    expect(made("helm_release_crds").provisioner).toMatchObject([
      { "local-exec": { command: "run begin" } },
      { "local-exec": { when: "destroy", command: "run remove" } },
    ]);
  });

  it("goes into the cluster in the way that the provider is configured to", () => {
    expect(made("helm_release_crds").input).toMatchObject({
      kubeconfig: {
        clusters: [
          {
            cluster: {
              server: "https://cluster",
              "certificate-authority-data": reference("base64encode(base64decode(local.ca))"),
            },
          },
        ],
        users: [{ user: { exec: { command: "aws", args: ["eks", "get-token"] } } }],
      },
    });
  });

  it("keeps the order of this project's own stack", () => {
    const { addons } = synthesizeCluster();
    const [before, after] = [graphOf(addons), graphOf(standIn(addons, "run").stack)];
    const address = (original: string) => {
      if (original.startsWith("helm_release.")) return `terraform_data.applied_${original.replace(".", "_")}`;
      return original.startsWith("kubernetes_") ? `terraform_data.${original.replace(".", "_")}` : original;
    };
    const lost = before.nodes.flatMap((from) =>
      before.nodes
        .filter((to) => before.reaches(from, to) && !after.reaches(address(from), address(to)))
        .map((to) => `${from} -> ${to}`),
    );
    expect(before.reaches("helm_release.karpenter_node-pools", "aws_sqs_queue.karpenter_interruption-queue")).toBe(
      true,
    );
    expect(lost).toEqual([]);
  });

  it("reads a namespace that isn't its own, when it is made and when it goes", () => {
    const guard = { ...stack, resource: {}, data: { kubernetes_namespace_v1: { guard: { metadata: { name: "x" } } } } };
    const data = standIn(guard, "run").stack.resource?.terraform_data?.data_kubernetes_namespace_v1_guard;
    expect(data?.input).toMatchObject({ kind: "namespace_to_read", release: { metadata: [{ name: "x" }] } });
    expect(data?.provisioner).toHaveLength(2);
  });

  it("leaves a stack without such resources as it is", () => {
    const { helm: _, ...provider } = stack.provider ?? {};
    expect(standIn({ ...stack, provider, resource: { aws_iam_role: {} } }, "run").notes).toEqual([]);
  });

  it("fails when nothing stands in for a resource, or for the way to authenticate", () => {
    const other = { ...stack, resource: { kubernetes_secret_v1: { a: {} } } };
    expect(() => standIn(other, "run")).toThrow("kubernetes_secret_v1.a: nothing stands in");
    const token = { ...stack, provider: { helm: [{ kubernetes: { ...connection, token: "x" } }] } };
    expect(() => standIn(token, "run")).toThrow("provider helm doesn't run a command for its tokens");
  });
});

describe("originalAddress", () => {
  it("defaults: addresses of the synthesized stack", () => {
    expect(originalAddress("terraform_data.helm_release_karpenter_crds")).toBe("helm_release.karpenter_crds");
    expect(originalAddress("terraform_data.kubernetes_namespace_v1_a")).toBe("kubernetes_namespace_v1.a");
    expect(originalAddress("terraform_data.data_kubernetes_namespace_v1_a")).toBe("data.kubernetes_namespace_v1.a");
    expect(originalAddress("aws_sqs_queue.a")).toBe("aws_sqs_queue.a");
  });

  it("has none for the half of a release that only runs Helm", () => {
    expect(originalAddress("terraform_data.applied_helm_release_karpenter_crds")).toBeUndefined();
  });
});
