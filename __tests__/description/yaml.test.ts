import { describe, expect, it } from "vitest";
import { MAX_BYTES, yamlSource } from "../../src/description/yaml";

function lines(...text: string[]) {
  return yamlSource("clusters/x.yaml", text.join("\n"));
}

/** `line:column message` of each problem. */
function complaints(...text: string[]): string[] {
  return lines(...text).problems.map(({ position, message }) =>
    position ? `${position.line}:${position.column} ${message}` : message,
  );
}

describe("yamlSource", () => {
  it("defaults: a value, positions and the text of scalars", () => {
    const source = lines("# a comment", "name: sandbox", "kubernetesVersion: 1.30", "list:", "  - a: 012");
    expect(source.problems).toEqual([]);
    expect(source.value).toEqual({ name: "sandbox", kubernetesVersion: 1.3, list: [{ a: 12 }] });
    expect(source.locate(["kubernetesVersion"], "key")).toEqual({ line: 3, column: 1 });
    expect(source.locate(["kubernetesVersion"], "value")).toEqual({ line: 3, column: 20 });
    expect(source.locate(["list", 0, "a"], "value")).toEqual({ line: 5, column: 8 });
    expect(source.text(["kubernetesVersion"])).toBe("1.30");
    expect(source.text(["list", 0, "a"])).toBe("012");
    expect(source.text(["list"])).toBeUndefined();
    expect(source.text(["missing"])).toBeUndefined();
  });

  it("locates what is missing at its closest parent", () => {
    const source = lines("name: x", "network:", "  cidr: y", "list:", "  - a: 1", "empty:");
    expect(source.locate(["network", "natGateways", "deeper"], "value")).toEqual({ line: 2, column: 1 });
    expect(source.locate(["list", 0, "b"], "value")).toEqual({ line: 5, column: 5 });
    expect(source.locate(["list", 7], "value")).toEqual({ line: 4, column: 1 });
    expect(source.locate(["region"], "value")).toEqual({ line: 1, column: 1 });
    expect(source.locate(["empty"], "value")?.line).toBe(6);
  });

  it("follows aliases", () => {
    const source = lines("a: &a", "  b: 1.30", "c: *a", "&k d: *k");
    expect(source.problems).toEqual([]);
    expect(source.value).toEqual({ a: { b: 1.3 }, c: { b: 1.3 }, d: "d" });
    expect(source.locate(["c", "b"], "value")).toEqual({ line: 2, column: 6 });
    expect(source.locate(["c"], "value")).toEqual({ line: 3, column: 4 });
    expect(source.text(["c", "b"])).toBe("1.30");
  });

  it("accepts a byte order mark and Windows line ends", () => {
    const source = yamlSource("x", "\uFEFFname: sandbox\r\nregion: here\r\n");
    expect(source.value).toEqual({ name: "sandbox", region: "here" });
    expect(source.locate(["name"], "key")).toEqual({ line: 1, column: 1 });
    expect(source.locate(["region"], "value")).toEqual({ line: 2, column: 9 });
  });

  it("takes yes, no and 0x as YAML 1.2 does, and knows no tags", () => {
    expect(lines("a: yes", "b: 2026-01-01", "c: 1_000").value).toEqual({ a: "yes", b: "2026-01-01", c: "1_000" });
    expect(complaints("a: !!binary aGk=")).toEqual(["1:4 a tag (!name) that means nothing here; remove it"]);
  });
});

describe("yamlSource, of what can't be read", () => {
  it("fails when there is nothing in it", () => {
    const message = "the file describes nothing; give at least name, region and network.availabilityZones";
    for (const text of ["", "\n\n", "# only a comment\n", "---\n", "null"]) {
      expect(yamlSource("x", text)).toMatchObject({ readable: false, problems: [{ path: [], message }] });
    }
  });

  it("fails when its root is not an object", () => {
    expect(complaints("- a")).toEqual([
      "1:1 the file holds a list; keys are needed at the top: name, region, network and so on",
    ]);
    expect(complaints("a b")[0]).toMatch(/^1:1 the file holds a single value; /);
  });

  it("fails when a directive asks for another YAML, and takes the one that asks for this", () => {
    expect(complaints("%YAML 1.1", "---", "a: yes")).toEqual([
      "1:1 the text says that it is YAML 1.1; cluster files are YAML 1.2: remove %YAML",
    ]);
    expect(complaints("%YAML 1.2", "---", "a: yes")).toEqual([]);
  });

  it("fails when a number is one that CDKTF would take for a token", () => {
    for (const number of ["-1.8881545897087503e+289", "-8.11e+298"]) {
      expect(complaints(`a: ${number}`)).toEqual([
        `1:4 got ${number}; a number of this kind makes no sense here: correct it`,
      ]);
    }
    expect(complaints("a: -1.8881545897087e+288", "b: 1e308")).toEqual([]);
  });

  it("fails when the syntax is broken, once for each line", () => {
    expect(complaints("a: [1, 2", "b: 3")[0]).toBe("2:1 a [ above has no ]; close it before this line");
    expect(complaints("a: { b: 1", "c: 3")[0]).toBe("2:1 a { above has no }; close it before this line");
    expect(complaints("a:", "\tb: 1")).toEqual(["2:1 a tab in the indentation; YAML wants spaces"]);
    expect(complaints("a: b: c")[0]).toMatch(/^1:4 a key inside another key's value on the same line/);
    expect(complaints("a: 1", "---", "b: 2")).toEqual([
      "2:1 a second document begins here ('---'); one file describes one cluster: move it to a file of its own",
    ]);
    expect(complaints('a: "x')).toEqual([
      expect.stringMatching(/^1:\d+ broken YAML: .*; correct the syntax here or just above$/),
    ]);
    expect(complaints("a: @x")).toHaveLength(1);
  });

  it("fails when an alias leads nowhere or into itself", () => {
    expect(complaints("a: *b", "c: &b 1")).toEqual([
      "1:4 the alias *b has no anchor above it; add &b to the value that is meant",
    ]);
    expect(complaints("a: &a", "  b: *a")).toEqual([
      "2:6 the alias *a stands within the value that it repeats; write the value out",
    ]);
    expect(lines("a: *b").readable).toBe(false);
  });

  it("fails when aliases expand to too much, quickly", () => {
    const layers = "bcdefghij".split("").map((name, i) => {
      const below = `*${"abcdefghi"[i]}`;
      return `${name}: &${name} [${Array(9).fill(below).join(", ")}]`;
    });
    const start = performance.now();
    expect(complaints("a: &a [x, x, x, x, x, x, x, x, x]", ...layers)).toEqual([
      "its aliases (*name) expand to too much; write values out, or use fewer aliases of values that hold aliases",
    ]);
    expect(performance.now() - start).toBeLessThan(4000);
  });

  it("fails when it is nested too deeply", () => {
    for (const text of [
      "[".repeat(MAX_BYTES),
      `a: ${"[".repeat(10_000)}`,
      `${"- ".repeat(10_000)}x`,
      `a: ${"{b: ".repeat(10_000)}`,
      `a: ${"[".repeat(200)}${"]".repeat(200)}`,
    ]) {
      const source = yamlSource("x", text);
      expect(source.readable).toBe(false);
      expect(source.problems[0]?.message).toMatch(/^nested more than 100 levels deep; /);
    }
  });

  it("fails when it is too large, before it is parsed", () => {
    expect(yamlSource("x", `#${" ".repeat(MAX_BYTES)}`).problems[0]?.message).toMatch(/^the file has 1048577 bytes; /);
    expect(yamlSource("x", `name: x #${" ".repeat(MAX_BYTES - 9)}`).problems).toEqual([]);
  });

  it("takes time in proportion to the number of keys", () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `key${i}: 1`).join("\n");
    const start = performance.now();
    expect(yamlSource("x", text).readable).toBe(true);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});

describe("yamlSource, of what is partly wrong", () => {
  it("fails when a key is given twice", () => {
    const source = lines("a: 1", "b: 2", "a: 3");
    expect(source.problems).toMatchObject([
      { message: "the key is given twice, first on line 1; remove one", position: { line: 3, column: 1 } },
    ]);
    expect(source.readable).toBe(true);
    expect(source.broken).toEqual([["a"]]);
  });

  it("fails when a key is not a string", () => {
    expect(complaints("tags:", "  1: x")).toEqual(['2:3 the key 1 is not a string; quote it: "1"']);
    expect(complaints("true: x")[0]).toMatch(/quote it: "true"$/);
    expect(complaints(": x")).toEqual(["1:1 a value without a key; name it"]);
    expect(complaints("a:", "  ? [b, c]", "  : x")[0]).toMatch(/^2:5 a key in a is a list, an object or an alias; /);
    expect(lines("tags:", "  1: x").broken).toEqual([["tags", "1"]]);
  });

  it("fails when a number is not finite", () => {
    expect(complaints("a: .nan", "b: [-.inf]", "c: 1e999").map((text) => text.split(";")[0])).toEqual([
      "1:4 got .nan",
      "2:5 got -.inf",
      "3:4 got 1e999",
    ]);
  });

  it("fails when a key would reach into prototypes, or merge", () => {
    expect(complaints("__proto__:", "  polluted: true")).toEqual(["1:1 a key of this name can't be used; remove it"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(complaints("a: &a {x: 1}", "b:", "  <<: *a")[0]).toMatch(
      /^3:3 merge keys \(<<\) are not part of YAML 1.2; /,
    );
  });
});
