import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Addon } from "../../src/addons/addon";
import { ADDONS } from "../../src/addons/list";
import { error } from "../../src/description/problem";
import { clusterSpec } from "../../testing/stacks";

const PingSchema = z.strictObject({ replicas: z.int().default(1) }).prefault({});

/** An add-on that there isn't, beside those that there are. */
const PING: Addon<"ping", typeof PingSchema> = {
  key: "ping",
  schema: PingSchema,
  foreign: { keys: [], groups: {} },
  rules: ({ name, ping }, roleNames) =>
    ping.replicas > 1 && roleNames.length === 0 ? [error(["ping", "replicas"], `${name} wants one; lower it`)] : [],
  basePods: () => [{ who: "Ping", pods: { namespace: "ping", labels: { app: "ping" } } }],
  roleNames: (clusterName) => [`${clusterName}-ping`],
  drains: () => [],
  usesOtherSubnets: () => false,
};

const BOTH = [...ADDONS, PING] as const;

describe("a list of add-ons", () => {
  const cluster = { ...clusterSpec(), ping: PingSchema.parse(undefined) };

  it("defaults: asks each of its own key, with its own type", () => {
    expect(BOTH.map(({ key }) => key)).toEqual([...ADDONS.map(({ key }) => key), "ping"]);
    expect(BOTH.flatMap((addon) => addon.basePods(cluster)).map(({ who }) => who)).toEqual(["Karpenter", "Ping"]);
    expect(BOTH.flatMap((addon) => addon.roleNames(cluster.name))).toContain("sandbox-ping");
    expect(BOTH.some((addon) => addon.usesOtherSubnets(cluster))).toBe(false);
  });

  it("fails when one of them finds something wrong", () => {
    const many = { ...cluster, ping: { replicas: 2 } };
    const found = BOTH.flatMap((addon) => addon.rules(many, []));
    expect(found.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([
      "sandbox wants one; lower it",
    ]);
  });

  it("fails to compile when a cluster has nothing of one of them", () => {
    // @ts-expect-error -- there is no key "ping" in it
    expect(BOTH.flatMap((addon) => addon.drains(clusterSpec()))).toHaveLength(1);
  });
});
