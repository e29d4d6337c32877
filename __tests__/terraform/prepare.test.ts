import { describe, expect, it } from "vitest";
import { forVersions, offline, type StackJson, withoutProviders } from "../../testing/terraform-prepare";

const stack: StackJson = {
  data: {
    aws_partition: { partition: {} },
    kubernetes_namespace_v1: { system: { metadata: { name: "kube-system" } } },
    terraform_remote_state: { cluster: { backend: "local" } },
  },
  ephemeral: { aws_eks_cluster_auth: { token: { name: "sandbox" } } },
  output: {
    note: { value: "a", depends_on: ["helm_release.karpenter", "aws_iam_role.node"] },
    release: { value: `\${helm_release.karpenter.id}` },
  },
  provider: {
    aws: [{ region: "eu-central-1", allowed_account_ids: ["111122223333"], assume_role: [{ role_arn: "arn" }] }],
    helm: [{ kubernetes: { token: `\${ephemeral.aws_eks_cluster_auth.token.token}` } }],
    kubernetes: [{}],
  },
  resource: {
    aws_eks_cluster: { cluster: { name: "sandbox", deletion_protection: true } },
    aws_iam_role: {
      late: { name: "late", depends_on: ["helm_release.karpenter", "aws_iam_role.node"] },
      node: { name: "node" },
      of_namespace: { name: `x-\${data.kubernetes_namespace_v1.system.id}` },
      of_role: { name: `\${aws_iam_role.of_namespace.name}-y` },
    },
    helm_release: { karpenter: { name: "karpenter", depends_on: ["kubernetes_namespace_v1.karpenter"] } },
    kubernetes_namespace_v1: { karpenter: { depends_on: ["aws_iam_role.node"] } },
  },
  terraform: {
    backend: { local: { path: "../../../terraform.sandbox.tfstate" } },
    required_providers: {
      aws: { source: "aws", version: "6.25.0" },
      helm: { source: "helm", version: "3.1.1" },
      kubernetes: { source: "kubernetes", version: "2.38.0" },
    },
    required_version: ">= 1.11",
  },
};
const newer = [{ provider: "aws", type: "aws_eks_cluster", attribute: "deletion_protection", since: "6.9.0" }];

describe("offline", () => {
  it("gives the AWS provider fake credentials and keeps it from asking for an account", () => {
    expect(offline(stack).provider?.aws).toEqual([
      {
        region: "eu-central-1",
        access_key: "offline",
        secret_key: "offline",
        max_retries: 1,
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        skip_requesting_account_id: true,
      },
    ]);
  });

  it("leaves everything else, backend included", () => {
    const { provider, ...others } = offline(stack);
    expect(others).toEqual({ ...stack, provider: undefined });
    expect(provider?.helm).toEqual(stack.provider?.helm);
  });
});

describe("forVersions", () => {
  it("changes nothing where the pinned versions are at hand", () => {
    expect(forVersions(stack, new Map([["aws", "6.25.0"]]), newer)).toEqual({ stack, notes: [] });
  });

  it("follows an older provider, without what it does not know, and says so", () => {
    const { stack: older, notes } = forVersions(stack, new Map([["aws", "5.100.0"]]), newer);
    expect(older.terraform.required_providers.aws).toEqual({ source: "aws", version: "5.100.0" });
    expect(older.resource?.aws_eks_cluster).toEqual({ cluster: { name: "sandbox" } });
    expect(notes).toEqual([
      "provider aws 5.100.0 stands in for 6.25.0",
      "aws_eks_cluster.deletion_protection is taken out: it came with 6.9.0",
    ]);
  });

  it("keeps an attribute that the older provider knows", () => {
    const { stack: older, notes } = forVersions(stack, new Map([["aws", "6.9.0"]]), newer);
    expect(older.resource).toEqual(stack.resource);
    expect(notes).toEqual(["provider aws 6.9.0 stands in for 6.25.0"]);
  });
});

describe("withoutProviders", () => {
  it("changes nothing where none is to go", () => {
    expect(withoutProviders(stack, [])).toEqual({ stack, notes: [] });
  });

  it("takes out the blocks of the providers, and what refers to them", () => {
    const { stack: half } = withoutProviders(stack, ["helm", "kubernetes"]);
    expect(Object.keys(half.resource ?? {})).toEqual(["aws_eks_cluster", "aws_iam_role"]);
    expect(Object.keys(half.resource?.aws_iam_role ?? {})).toEqual(["late", "node"]);
    expect(Object.keys(half.data ?? {})).toEqual(["aws_partition", "terraform_remote_state"]);
    expect(half.ephemeral).toEqual(stack.ephemeral);
    expect(Object.keys(half.provider ?? {})).toEqual(["aws"]);
    expect(Object.keys(half.terraform.required_providers)).toEqual(["aws"]);
  });

  it("shortens depends_on, and drops outputs only where they refer to what is gone", () => {
    const { stack: half } = withoutProviders(stack, ["helm", "kubernetes"]);
    expect(half.resource?.aws_iam_role?.late?.depends_on).toEqual(["aws_iam_role.node"]);
    expect(half.output).toEqual({ note: { value: "a", depends_on: ["aws_iam_role.node"] } });
  });

  it("says what went, and names what went only because it refers to something", () => {
    expect(withoutProviders(stack, ["helm", "kubernetes"]).notes).toEqual([
      "3 blocks of helm and kubernetes are left out",
      "aws_iam_role.of_namespace is left out: it refers to one of those",
      "aws_iam_role.of_role is left out: it refers to one of those",
    ]);
  });

  it("drops parts that nothing is left in, which Terraform would refuse", () => {
    const { output, resource } = {
      output: { release: { value: `\${helm_release.a.id}` } },
      resource: { helm_release: { a: {} } },
    };
    const only: StackJson = { output, resource, terraform: { required_providers: {} } };
    expect(withoutProviders(only, ["helm"]).stack).toEqual({ terraform: { required_providers: {} } });
  });

  it("goes by the provider that a block names, where it names one", () => {
    const other: StackJson = {
      resource: { aws_iam_role: { there: { provider: "aws.there" } }, odd_thing: { here: { provider: "helm.odd" } } },
      terraform: { required_providers: {} },
    };
    expect(Object.keys(withoutProviders(other, ["helm"]).stack.resource ?? {})).toEqual(["aws_iam_role"]);
  });
});
