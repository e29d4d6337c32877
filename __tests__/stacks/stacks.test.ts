import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addCluster } from "../../src";
import { resources, SMALLEST, synthesizeCluster, withApp } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";

const BOUNDARY = "arn:aws:iam::111122223333:policy/boundary";
const ROLE = "arn:aws:iam::111122223333:role/deployer";

describe("manifest.json", () => {
  it("defaults: the add-ons stack is deployed after the cluster stack, and destroyed before it", () => {
    const manifest = withApp({}, (app) => {
      for (const name of ["sandbox", "other"]) addCluster(app, { ...SMALLEST, name });
      app.synth();
      return JSON.parse(readFileSync(join(app.outdir, "manifest.json"), "utf8"));
    });
    const dependencies = Object.entries<{ dependencies: string[] }>(manifest.stacks).map(([name, stack]) => [
      name,
      stack.dependencies,
    ]);
    expect(Object.fromEntries(dependencies)).toEqual({
      sandbox: [],
      "sandbox-addons": ["sandbox"],
      other: [],
      "other-addons": ["other"],
    });
  });
});

describe("both stacks", () => {
  it("defaults: the region, and nothing else for the AWS provider", () => {
    const { cluster, addons } = synthesizeCluster();
    for (const { provider } of [cluster, addons]) expect(provider?.aws).toEqual([{ region: "eu-central-1" }]);
  });

  it("work in the given account only, as the given role, with the given tags", () => {
    const tags = { team: "platform", cost: "42" };
    const { cluster, addons } = synthesizeCluster({ tags, aws: { accountId: "111122223333", roleArn: ROLE } });
    for (const { provider } of [cluster, addons]) {
      expect(provider?.aws).toEqual([
        {
          region: "eu-central-1",
          allowed_account_ids: ["111122223333"],
          assume_role: [{ role_arn: ROLE }],
          default_tags: [{ tags }],
        },
      ]);
    }
  });

  it("bound every role when there is a boundary, and none without", () => {
    const roles = (changes: Parameters<typeof synthesizeCluster>[0]) => {
      const { cluster, addons } = synthesizeCluster(changes);
      return [cluster, addons].flatMap((stack) => Object.values(resources(stack, "aws_iam_role")));
    };
    expect(roles({ aws: { permissionsBoundary: BOUNDARY } }).map((role) => role.permissions_boundary)).toEqual(
      Array(5).fill(BOUNDARY),
    );
    expect(roles({}).filter((role) => "permissions_boundary" in role)).toEqual([]);
  });

  it("ask AWS nothing while a cluster is planned that isn't there yet", () => {
    const { cluster, addons } = synthesizeCluster();
    expect(Object.keys(cluster.data ?? {}).sort()).toEqual(["aws_instances", "aws_partition"]);
    // Put off until there is a VPC.
    expect(JSON.stringify(cluster.data?.aws_instances)).toContain(reference("aws_vpc.network_vpc.id"));
    expect(Object.keys(addons.data ?? {}).sort()).toEqual(["aws_partition", "terraform_remote_state"]);
  });

  it("tag private subnets and the cluster's security group for discovery, and nothing else", () => {
    const { cluster, addons } = synthesizeCluster();
    const tagged = [cluster, addons].flatMap(({ resource = {} }) =>
      Object.entries(resource).flatMap(([type, byName]) =>
        Object.entries(byName)
          .filter(([, block]) => JSON.stringify(block.tags ?? block.key ?? {}).includes("karpenter.sh/discovery"))
          .map(([name]) => `${type}.${name}`),
      ),
    );
    expect(tagged.sort()).toEqual([
      "aws_ec2_tag.cluster_discovery",
      "aws_subnet.network_private-eu-central-1a",
      "aws_subnet.network_private-eu-central-1b",
    ]);
  });

  it("pass on a short, fixed list of facts, and each that is read is written", () => {
    const { cluster, addons } = synthesizeCluster();
    const written = Object.keys(cluster.output ?? {}).sort();
    expect(written).toEqual([
      "cluster_arn",
      "cluster_certificate_authority",
      "cluster_endpoint",
      "cluster_security_group_id",
      "oidc_issuer",
      "oidc_provider_arn",
      "pod_execution_role_arn",
      "private_subnet_ids",
      "teardown_guard_arn",
      "update_kubeconfig",
      "vpc_id",
    ]);
    const read = JSON.stringify(addons).matchAll(/terraform_remote_state\.cluster\.outputs\.(\w+)/g);
    expect([...new Set([...read].map(([, name]) => name))].filter((name) => !written.includes(name ?? ""))).toEqual([]);
  });

  it("tell the command for kubectl, with the role where there is one", () => {
    const command = "aws eks update-kubeconfig --region eu-central-1 --name sandbox";
    expect(synthesizeCluster().cluster.output?.update_kubeconfig?.value).toBe(command);
    const withRole = synthesizeCluster({ aws: { roleArn: ROLE } }).cluster;
    expect(withRole.output?.update_kubeconfig?.value).toBe(`${command} --role-arn ${ROLE}`);
  });
});
