import assert from "node:assert/strict";
import {
  CreateAddonCommand,
  type CreateAddonCommandInput,
  DeleteAddonCommand,
  DescribeAddonCommand,
  DescribeAddonVersionsCommand,
  InvalidParameterException,
  ListAddonsCommand,
  ListUpdatesCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateAddonCommand,
  waitUntilAddonActive,
  waitUntilAddonDeleted,
} from "@aws-sdk/client-eks";
import { CLUSTER } from "./bench";
import { type Check, refuses, untilSuccessful, waiting } from "./check";

const PROXY = { clusterName: CLUSTER, addonName: "kube-proxy" };
const DNS = { clusterName: CLUSTER, addonName: "coredns" };
const ON_FARGATE = JSON.stringify({ computeType: "Fargate" });

/** Managed add-ons. None stays. */
export const addons: readonly Check[] = [
  {
    name: "CreateAddon refuses an unknown add-on, version and configuration",
    run: async ({ eks }) => {
      const refused = (change: Partial<CreateAddonCommandInput>, words: RegExp) =>
        refuses(eks.send(new CreateAddonCommand({ ...DNS, ...change })), InvalidParameterException, words);
      await refused({ addonName: "nope" }, /not supported: nope/);
      await refused({ addonVersion: "v0.0.1-eksbuild.1" }, /version/);
      await refused({ configurationValues: JSON.stringify({ computetype: "Fargate" }) }, /schema validation/);
      await refuses(eks.send(new DescribeAddonCommand(DNS)), ResourceNotFoundException, /No addon: coredns/);
    },
  },
  {
    name: "waitUntilAddonActive, at the default version unless one is named",
    run: async (bench) => {
      const { eks } = bench;
      const offer = { addonName: "kube-proxy", kubernetesVersion: "1.35" };
      const { addons: offered = [] } = await eks.send(new DescribeAddonVersionsCommand(offer));
      const byDefault = offered[0]?.addonVersions?.find((one) => one.compatibilities?.some((it) => it.defaultVersion));
      const { addon } = await eks.send(new CreateAddonCommand({ ...PROXY, tags: { team: "platform" } }));
      assert.equal(addon?.status, "CREATING");
      await waitUntilAddonActive(waiting(bench), PROXY);
      const { addon: active } = await eks.send(new DescribeAddonCommand(PROXY));
      assert.equal(active?.addonVersion, byDefault?.addonVersion);
      assert.deepEqual([active?.health?.issues, active?.tags], [[], { team: "platform" }]);
      await refuses(eks.send(new CreateAddonCommand(PROXY)), ResourceInUseException, /already exists/);
    },
  },
  {
    name: "CoreDNS is ACTIVE where a Fargate profile selects its pods",
    run: async (bench) => {
      const { eks } = bench;
      await eks.send(new CreateAddonCommand({ ...DNS, configurationValues: ON_FARGATE }));
      await waitUntilAddonActive(waiting(bench), DNS);
      const { addon } = await eks.send(new DescribeAddonCommand(DNS));
      assert.equal(addon?.configurationValues, ON_FARGATE);
      const { addons: names } = await eks.send(new ListAddonsCommand({ clusterName: CLUSTER }));
      assert.deepEqual(names, ["coredns", "kube-proxy"]);
    },
  },
  {
    name: "UpdateAddon is an update that goes from InProgress to Successful",
    run: async (bench) => {
      const { eks } = bench;
      const { addons: offered = [] } = await eks.send(
        new DescribeAddonVersionsCommand({ addonName: "kube-proxy", kubernetesVersion: "1.35" }),
      );
      const addonVersion = offered[0]?.addonVersions?.at(-1)?.addonVersion;
      const { update } = await eks.send(new UpdateAddonCommand({ ...PROXY, addonVersion }));
      assert.deepEqual([update?.type, update?.status], ["AddonUpdate", "InProgress"]);
      assert.ok(update?.params?.some(({ type, value }) => type === "AddonVersion" && value === addonVersion));
      await untilSuccessful(bench, { name: CLUSTER, addonName: "kube-proxy", updateId: update?.id });
      const { addon } = await eks.send(new DescribeAddonCommand(PROXY));
      assert.deepEqual([addon?.addonVersion, addon?.status], [addonVersion, "ACTIVE"]);
      const { updateIds } = await eks.send(new ListUpdatesCommand({ name: CLUSTER, addonName: "kube-proxy" }));
      assert.deepEqual(updateIds, [update?.id]);
    },
  },
  {
    name: "waitUntilAddonDeleted",
    run: async (bench) => {
      for (const addon of [PROXY, DNS]) {
        const { addon: deleted } = await bench.eks.send(new DeleteAddonCommand(addon));
        assert.equal(deleted?.status, "DELETING");
        await waitUntilAddonDeleted(waiting(bench), addon);
      }
      const { addons: names } = await bench.eks.send(new ListAddonsCommand({ clusterName: CLUSTER }));
      assert.deepEqual(names, []);
    },
  },
];
