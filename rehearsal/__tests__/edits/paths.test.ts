import { describe, expect, it } from "vitest";
import { copyOf, pathsIn, setByPath } from "../../edits/paths";

describe("setByPath", () => {
  it("defaults: sets, makes what is on the way, and removes", () => {
    const cluster = { pools: [{ name: "default", weight: 1 }] };
    setByPath(cluster, "pools[0].limits.cpu", 4);
    setByPath(cluster, "aws.accountId", "1");
    setByPath(cluster, "pools[0].weight", undefined);
    expect(cluster).toEqual({ pools: [{ name: "default", limits: { cpu: 4 } }], aws: { accountId: "1" } });
  });
});

describe("pathsIn", () => {
  it("defaults: every key, of objects in lists too", () => {
    expect(pathsIn({ a: 1, b: [{ c: ["x"] }] }, "k")).toEqual(["k", "k.a", "k.b", "k.b[]", "k.b[].c", "k.b[].c[]"]);
    expect(pathsIn({ a: null }, "")).toEqual(["", "a"]);
  });
});

describe("copyOf", () => {
  it("defaults: the same, and apart", () => {
    const one = { list: [{ a: "1" }] };
    const copy = copyOf(one);
    setByPath(copy, "list[0].a", "2");
    expect([one, copy]).toEqual([{ list: [{ a: "1" }] }, { list: [{ a: "2" }] }]);
  });
});
