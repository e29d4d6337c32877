import assert from "node:assert/strict";
import {
  DescribeAddonConfigurationCommand,
  DescribeAddonVersionsCommand,
  DescribeClusterVersionsCommand,
  ListAccessPoliciesCommand,
  paginateDescribeAddonVersions,
} from "@aws-sdk/client-eks";
import type { Check } from "./check";

/** What EKS offers, which needs no cluster. */
export const offers: readonly Check[] = [
  {
    name: "DescribeClusterVersions names one default, with dates",
    run: async ({ eks }) => {
      const { clusterVersions = [] } = await eks.send(new DescribeClusterVersionsCommand({}));
      const defaults = clusterVersions.filter(({ defaultVersion }) => defaultVersion);
      assert.equal(defaults.length, 1, "one version is the default");
      assert.ok(defaults[0]?.endOfStandardSupportDate instanceof Date, "dates are read as dates");
      const { clusterVersions: old = [] } = await eks.send(
        new DescribeClusterVersionsCommand({ clusterVersions: ["1.31"] }),
      );
      const told = old.map(({ clusterVersion, versionStatus }) => ({ clusterVersion, versionStatus }));
      assert.deepEqual(told, [{ clusterVersion: "1.31", versionStatus: "EXTENDED_SUPPORT" }]);
    },
  },
  {
    name: "DescribeAddonVersions names one default for a Kubernetes version",
    run: async ({ eks }) => {
      const parameters = { addonName: "kube-proxy", kubernetesVersion: "1.36" };
      const { addons = [] } = await eks.send(new DescribeAddonVersionsCommand(parameters));
      const versions = addons.flatMap(({ addonVersions = [] }) => addonVersions);
      const compatible = versions.flatMap(({ compatibilities = [] }) => compatibilities);
      assert.deepEqual([...new Set(compatible.map(({ clusterVersion }) => clusterVersion))], ["1.36"]);
      assert.equal(compatible.filter(({ defaultVersion }) => defaultVersion).length, 1);
      for (const { addonVersion } of versions) assert.match(addonVersion ?? "", /^v1\.36\./);
    },
  },
  {
    name: "DescribeAddonVersions comes in pages",
    run: async ({ eks }) => {
      const { addons = [] } = await eks.send(new DescribeAddonVersionsCommand({}));
      const paged: (string | undefined)[] = [];
      for await (const page of paginateDescribeAddonVersions({ client: eks, pageSize: 2 }, {})) {
        assert.ok((page.addons?.length ?? 0) <= 2, "at most as many as were asked for");
        paged.push(...(page.addons ?? []).map(({ addonName }) => addonName));
      }
      assert.deepEqual(
        paged,
        addons.map(({ addonName }) => addonName),
      );
      for (const name of ["coredns", "kube-proxy", "vpc-cni"]) assert.ok(paged.includes(name), `${name} is offered`);
    },
  },
  {
    name: "DescribeAddonConfiguration answers a JSON schema",
    run: async ({ eks }) => {
      const offer = { addonName: "coredns", kubernetesVersion: "1.36" };
      const { addons = [] } = await eks.send(new DescribeAddonVersionsCommand(offer));
      const addonVersion = addons[0]?.addonVersions?.[0]?.addonVersion;
      const { configurationSchema } = await eks.send(
        new DescribeAddonConfigurationCommand({ addonName: "coredns", addonVersion }),
      );
      assert.ok("computeType" in JSON.parse(configurationSchema ?? "{}").properties);
    },
  },
  {
    name: "ListAccessPolicies has the policies that descriptions name",
    run: async ({ eks }) => {
      const { accessPolicies = [] } = await eks.send(new ListAccessPoliciesCommand({}));
      const arns = accessPolicies.map(({ arn }) => arn);
      for (const name of ["AmazonEKSClusterAdminPolicy", "AmazonEKSViewPolicy"]) {
        assert.ok(arns.includes(`arn:aws:eks::aws:cluster-access-policy/${name}`), name);
      }
    },
  },
];
